import { createHash } from 'node:crypto';
import { genesisOf } from '../chain/chain';
import { ChainVerifier } from '../proof/chain-verifier';
import type { Proof } from '../proof/proof';
import { hasFields, jsonOf, readCheckpoint, readTombstone } from '../proof/read-statement';
import { keyIdOf } from '../proof/signing-key';
import type { PersonalData, SealedEvent } from '../sealed-record';
import { commitmentOf, personalDataOf } from './commitment';
import { viewOfSealed, type EventView } from './event.view';
import { isFooterSigned, type ExportFooter, type ExportHeader, type ExportRecord } from './export-lines';

/** What a file proves, and by whose signature. */
export interface ExportProof extends Proof {
  tenantId?: string;
  /** Who signed the file, base64url, and its short name. Without a trusted key given, whether it is the mesh's is for the reader to compare. */
  publicKey?: string;
  keyId?: string;
}

/**
 * Verifies an export in NDJSON from the file alone: every hash, that what each record says is what was hashed, the checkpoints, the tombstones, and
 * the signature on the whole. Holds one line at a time.
 * @param trustedKeys Public keys (base64url) that are known to be the mesh's; without any, the key that signed the file is believed.
 */
export async function verifyExport(lines: AsyncIterable<string>, trustedKeys?: readonly string[]): Promise<ExportProof> {
  const file = new ExportFile(trustedKeys);
  for await (const line of lines) {
    if (line !== '') file.take(line);
    if (file.isSettled) break;
  }
  return file.finish();
}

class ExportFile {
  private header?: ExportHeader;
  private chain?: ChainVerifier;
  private footer?: ExportFooter;
  private count = 0;
  private line = 0;
  private readonly digest = createHash('sha256');

  constructor(private readonly trustedKeys?: readonly string[]) {}

  get isSettled(): boolean {
    return this.chain?.isSettled === true || (this.line > 0 && this.chain === undefined);
  }

  take(text: string): void {
    this.line += 1;
    const value = jsonOf(text) as Record<string, unknown> | undefined;
    const { chain } = this;
    if (value?.kind !== 'footer') this.digest.update(`${text}\n`);
    if (chain === undefined) return this.open(value);
    if (this.footer !== undefined) return chain.fail('inserted', chain.expected, `line ${this.line} stands behind the end of the file`);
    switch (value?.kind) {
      case 'record':
        return this.record(chain, value);
      case 'tombstone':
        return this.tell(chain, readTombstone(withoutKind(value)), (tombstone) => chain.tombstone(tombstone));
      case 'checkpoint':
        return this.tell(chain, readCheckpoint(withoutKind(value)), (checkpoint) => chain.checkpoint(checkpoint));
      case 'footer':
        return this.end(chain, value);
      default:
        return this.unreadable(chain);
    }
  }

  finish(): ExportProof {
    const { header, chain, footer } = this;
    if (header === undefined || chain === undefined) {
      const detail = this.line === 0 ? 'the file is empty' : 'the first line is not that of an audit export';
      return { valid: false, checked: 0, checkpoints: 0, fromSequence: 1, toSequence: 0, firstBadSequence: 1, fault: 'truncated', detail };
    }
    chain.end(header.to);
    if (footer === undefined) chain.fail('truncated', chain.expected, 'the last line, which the mesh signs, is missing');
    const proof = { ...chain.finish(header.to), fromSequence: header.from, tenantId: header.tenant };
    if (footer === undefined) return proof;
    return { ...proof, publicKey: footer.public_key, keyId: keyIdOf(footer.public_key) };
  }

  private open(value: Record<string, unknown> | undefined): void {
    const isHeader = value?.kind === 'ai-mesh-audit' && hasFields(value, { v: 'number', tenant: 'string', from: 'number', to: 'number' });
    if (!isHeader || value.v !== 1 || !isKeys(value.public_keys)) return;
    const header = value as unknown as ExportHeader;
    const { tenant, from, previous, public_keys } = header;
    this.header = header;
    this.chain = new ChainVerifier({
      tenantId: tenant,
      publicKeys: this.trustedKeys ?? public_keys,
      start:
        typeof previous === 'string'
          ? { sequence: from - 1, link: Buffer.from(previous, 'base64url') }
          : { sequence: 0, link: genesisOf(tenant) },
    });
  }

  private record(chain: ChainVerifier, value: Record<string, unknown>): void {
    if (!hasFields(value, { sequence: 'number', sealed: 'string', link: 'string' })) return this.unreadable(chain);
    const record = value as unknown as ExportRecord;
    const link = Buffer.from(record.link, 'base64url');
    if (link.toString('base64url') !== record.link) return this.unreadable(chain);
    chain.record({ sequence: record.sequence, sealed: record.sealed, link });
    if (!chain.isUntouched) return;
    this.count += 1;
    const fault = faultOfEvent(record);
    if (fault !== undefined) chain.fail('altered', record.sequence, `record ${record.sequence}: ${fault}`);
  }

  private end(chain: ChainVerifier, value: Record<string, unknown>): void {
    const header = this.header as ExportHeader;
    const fields = {
      tenant: 'string',
      from: 'number',
      to: 'number',
      count: 'number',
      link: 'string',
      sha256: 'string',
      public_key: 'string',
      signature: 'string',
    } as const;
    if (!hasFields(value, fields) || !isKeys(value.public_keys)) return this.unreadable(chain);
    const footer = value as unknown as ExportFooter;
    this.footer = footer;
    chain.end(footer.to);
    if (!isFooterSigned(footer)) return chain.fail('signature', header.from, 'the last line is not signed as it stands');
    chain.use(footer.public_key, header.from, footer.public_keys);
    if (footer.count !== this.count || (footer.count > 0 && footer.link !== chain.link.toString('base64url'))) {
      chain.fail('checkpoint-mismatch', chain.proven + 1, `records ${chain.proven + 1} to ${header.to} are not those that the mesh signed`);
    }
    if (footer.sha256 !== this.digest.digest('hex')) {
      chain.fail('signature', header.from, 'the records are as they were written, but what stands around them is not what was signed');
    }
  }

  private tell<T>(chain: ChainVerifier, statement: T | undefined, tell: (statement: T) => void): void {
    if (statement === undefined) this.unreadable(chain);
    else tell(statement);
  }

  private unreadable(chain: ChainVerifier): void {
    chain.fail('altered', chain.expected, `line ${this.line} cannot be read`);
  }
}

/** What is wrong with the plain fields of a record whose sealed text is good. */
function faultOfEvent({ sealed: text, event, salt }: ExportRecord): string | undefined {
  const sealed = jsonOf(text) as SealedEvent | undefined;
  if (sealed?.actor === undefined || sealed.resource === undefined || !Number.isFinite(new Date(sealed.at).getTime()))
    return 'what was hashed is no event';
  if (typeof event !== 'object' || event?.actor === undefined || event.actor === null) return 'has no event';
  let personal: PersonalData | undefined;
  if (typeof salt === 'string') {
    personal = personalDataOf(event, salt);
    if (commitmentOf(personal) !== sealed.commit) return 'names another person or place than was hashed';
  }
  return isSameEvent(viewOfSealed(sealed, personal), event) ? undefined : 'says something else than was hashed';
}

/** Both were made by `eventView`, so that their fields stand in one order, unless somebody changed the file. */
function isSameEvent(expected: EventView, given: EventView): boolean {
  return JSON.stringify(expected) === JSON.stringify(given);
}

/** The statement as it was signed: the kind of the line is not part of it. */
function withoutKind(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'kind'));
}

function isKeys(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string');
}
