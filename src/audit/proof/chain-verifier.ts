import { timingSafeEqual } from 'node:crypto';
import { genesisOf, linkOf, markOf } from '../chain/chain';
import type { SealedRecord } from '../sealed-record';
import { isCheckpointSigned, provesSuccession, type Checkpoint } from './checkpoint';
import { KeyTrust } from './key-trust';
import type { Proof, ProofFault } from './proof';
import { isTombstoneSigned, type Tombstone } from './tombstone';

/** Records behind a gap among which the missing one is looked for, to tell one that was moved from one that was removed. */
const LOOK_AHEAD = 1_000;

/** By what a log is judged. */
export interface VerifierSettings {
  tenantId: string;
  /** Keys of the marks, the current one first; without any, marks are not looked at. */
  markKeys?: readonly Buffer[];
  /** Public keys that are known to be ours, base64url. */
  publicKeys: readonly string[];
  /** The record before the first and its hash, where verification does not begin with the log; whoever gives it vouches for it. */
  start?: { sequence: number; link: Buffer };
}

/** What a record's mark is looked at for: everything else of it stands in the chain. */
export type VerifiedRecord = Pick<SealedRecord, 'sequence' | 'sealed' | 'link'> & { mark?: Buffer };

/**
 * Judges a log that is told in order: tombstones, records, and each checkpoint behind its record (those of removed records before any). Keeps the first
 * fault alone. Holds one hash, however long the log is.
 */
export class ChainVerifier {
  private readonly trust: KeyTrust;
  private readonly startSequence: number;
  private next: number;
  private previous: Buffer;
  private checked = 0;
  private checkpoints = 0;
  private vouched: number;
  private fault?: { fault: ProofFault; sequence: number; detail: string };
  private lookAhead = 0;

  constructor(private readonly settings: VerifierSettings) {
    const { tenantId, publicKeys, start = { sequence: 0, link: genesisOf(tenantId) } } = settings;
    this.trust = new KeyTrust(publicKeys);
    this.next = this.startSequence = start.sequence + 1;
    this.previous = start.link;
    this.vouched = start.sequence;
  }

  /** The hash of the last good record. */
  get link(): Buffer {
    return this.previous;
  }

  /** Whether a fault was found and nothing that follows can say more about it. */
  get isSettled(): boolean {
    return this.fault !== undefined && this.lookAhead === 0;
  }

  /** The last sequence that a signed statement vouches for. */
  get proven(): number {
    return this.vouched;
  }

  /** Whether all that was told is good. */
  get isUntouched(): boolean {
    return this.fault === undefined;
  }

  /** The sequence that is to come next. */
  get expected(): number {
    return this.next;
  }

  tombstone(tombstone: Tombstone): void {
    const { tenant, from, to, public_key } = tombstone;
    if (this.fault !== undefined) return;
    if (tenant !== this.settings.tenantId || !isTombstoneSigned(tombstone)) {
      return this.fail('signature', from, `the tombstone of records ${from} to ${to} is not signed as it stands`);
    }
    if (from !== this.next) return this.fail('gap', this.next, `the tombstones skip from record ${this.next - 1} to record ${from}`);
    this.trust.use(public_key, from);
    this.next = to + 1;
    this.previous = Buffer.from(tombstone.link, 'base64url');
    this.vouched = to;
  }

  record(record: VerifiedRecord): void {
    const { sequence, sealed, link } = record;
    if (this.fault !== undefined) return this.lookFor(sequence);
    if (sequence > this.next) {
      this.lookAhead = LOOK_AHEAD;
      return this.fail('gap', this.next, `record ${this.next} is missing: record ${sequence} follows record ${this.next - 1}`);
    }
    if (sequence < this.next && sequenceOf(sealed) === this.next) {
      return this.fail('altered', this.next, `record ${this.next} says that it is record ${sequence}`);
    }
    if (sequence < this.next) return this.fail('inserted', sequence, `record ${sequence} comes again behind record ${this.next - 1}`);
    if (!linkOf(this.previous, sealed).equals(link)) return this.failLink(record);
    if (sequenceOf(sealed) !== sequence) return this.fail('reordered', sequence, `record ${sequence} says that it is another`);
    if (!this.hasMark(record)) {
      return this.fail('forged', sequence, `record ${sequence} fits the chain but does not bear our mark: it was not written by this mesh`);
    }
    this.previous = link;
    this.next += 1;
    this.checked += 1;
  }

  checkpoint(checkpoint: Checkpoint): void {
    const { tenant, seq, link, public_key, previous_key } = checkpoint;
    if (this.fault !== undefined) return;
    if (tenant !== this.settings.tenantId || !isCheckpointSigned(checkpoint)) {
      return this.fail('signature', seq, `the checkpoint of record ${seq} is not signed as it stands`);
    }
    if (previous_key !== undefined) {
      if (!provesSuccession(checkpoint))
        return this.fail('signature', seq, `the key before that of the checkpoint of record ${seq} did not sign it`);
      // Each signed that the other is its neighbour.
      this.trust.vouch(public_key, previous_key);
      this.trust.vouch(previous_key, public_key);
    }
    if (seq < this.next - 1) return; // its record was removed, and the tombstone vouches for it
    this.trust.use(public_key, seq);
    if (seq >= this.next) return this.end(seq);
    if (link !== this.previous.toString('base64url')) {
      const detail = `the signed checkpoint of record ${seq} names another hash: records ${this.vouched + 1} to ${seq} were chained anew`;
      return this.fail('checkpoint-mismatch', this.vouched + 1, detail);
    }
    this.vouched = seq;
    this.checkpoints += 1;
  }

  /** A statement of another kind, whose signature was found good: for record `sequence`, and that these keys are of the same mesh. */
  use(publicKey: string, sequence: number, sameMesh: readonly string[]): void {
    this.trust.use(publicKey, sequence);
    for (const key of sameMesh) this.trust.vouch(publicKey, key);
  }

  /** The log must reach up to this sequence. */
  end(sequence: number): void {
    if (this.next > sequence) return;
    this.fail('truncated', this.next, `the log ends with record ${this.next - 1} and must reach record ${sequence}`);
  }

  /** The log says that its last record has this hash. */
  head(link: Buffer): void {
    if (!link.equals(this.previous))
      this.fail('altered', this.next - 1, `the log names another hash for its last record, ${this.next - 1}`);
  }

  /** Keeps a fault that was found in what stands around the chain. */
  fail(fault: ProofFault, sequence: number, detail: string): void {
    this.fault ??= { fault, sequence, detail };
  }

  /** The verdict; `toSequence` is where the log should end. */
  finish(toSequence = this.next - 1): Proof {
    const stranger = this.trust.stranger();
    if (stranger !== undefined) {
      this.fail(
        'signature',
        stranger.sequence,
        `what vouches for record ${stranger.sequence} is signed with a key that is not known to be ours`,
      );
    }
    const { fault, checked, checkpoints, startSequence: fromSequence } = this;
    if (fault === undefined)
      return { valid: true, checked, checkpoints, fromSequence, toSequence, detail: 'every record is as it was written' };
    return {
      valid: false,
      checked,
      checkpoints,
      fromSequence,
      toSequence,
      firstBadSequence: fault.sequence,
      fault: fault.fault,
      detail: fault.detail,
    };
  }

  private failLink({ sequence, sealed }: VerifiedRecord): void {
    const said = sequenceOf(sealed);
    if (said !== undefined && said !== sequence) {
      return this.fail('reordered', sequence, `in the place of record ${sequence} stands record ${said}`);
    }
    this.fail('altered', sequence, `record ${sequence} does not have the hash that it is stored with`);
  }

  private lookFor(sequence: number): void {
    if (this.lookAhead === 0) return;
    this.lookAhead -= 1;
    if (sequence !== this.fault?.sequence) return;
    this.fault = { fault: 'reordered', sequence, detail: `record ${sequence} stands behind later ones` };
    this.lookAhead = 0;
  }

  private hasMark({ link, mark }: VerifiedRecord): boolean {
    const { markKeys = [] } = this.settings;
    if (markKeys.length === 0) return true;
    return mark !== undefined && markKeys.some((key) => isSame(markOf(key, link), mark));
  }
}

/** The sequence a sealed text names; undefined when it is none. */
function sequenceOf(sealed: string): number | undefined {
  const start = /^\{"v":1,"seq":(\d{1,15})[,}]/.exec(sealed)?.[1];
  if (start !== undefined) return Number(start);
  try {
    const { seq } = JSON.parse(sealed) as { seq?: unknown };
    return typeof seq === 'number' ? seq : undefined;
  } catch {
    return undefined;
  }
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}
