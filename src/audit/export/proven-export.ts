import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { StoredRecords } from '../log/stored-records';
import { Subjects } from '../people/subjects';
import type { Checkpoint } from '../proof/checkpoint';
import { ProofKeys } from '../proof/proof-keys';
import { StatementStore, type Stored } from '../proof/statement.store';
import type { Tombstone } from '../proof/tombstone';
import type { SealedEvent, SealedRecord } from '../sealed-record';
import { viewOfSealed } from './event.view';
import { signFooter, type ExportHeader, type ExportLine, type ExportRecord } from './export-lines';

/** Milliseconds of a day. */
const DAY_MS = 86_400_000;

/** Which days to export, by a time in the first and one in the last of them. */
export interface ExportedTimes {
  fromMs?: number;
  toMs?: number;
}

/**
 * A log as lines of JSON that prove themselves: anybody can verify the file without the mesh. It has whole days, since a proof has no holes. What a
 * record names of a person is opened where the key of that person still is. Holds a page at a time.
 */
@Injectable()
export class ProvenExport {
  constructor(
    private readonly log: StoredRecords,
    private readonly statements: StatementStore,
    private readonly people: Subjects,
    private readonly keys: ProofKeys,
  ) {}

  /** The lines, each with its end. */
  async *lines(tenantId: string, times: ExportedTimes = {}): AsyncGenerator<string> {
    const tombstones = (await this.statements.tombstones(tenantId)).flatMap(({ statement }) => statement ?? []);
    const header = await this.header(tenantId, (tombstones.at(-1)?.to ?? 0) + 1, times);
    const digest = createHash('sha256');
    let count = 0;
    let link = '';
    for await (const part of this.parts(header, header.previous === null ? tombstones : [])) {
      const line = `${JSON.stringify(part)}\n`;
      digest.update(line);
      yield line;
      if (part.kind !== 'record') continue;
      count += 1;
      link = part.link;
    }
    const footer = signFooter(this.keys.signing, header, { count, link, sha256: digest.digest('hex') }, new Date());
    yield `${JSON.stringify(footer)}\n`;
  }

  private async header(tenant: string, first: number, times: ExportedTimes): Promise<ExportHeader> {
    const { from, to } = await this.range(tenant, first, times);
    const previous = from === first ? null : ((await this.linkOf(tenant, from - 1)) ?? '');
    return { kind: 'ai-mesh-audit', v: 1, tenant, from, to, previous, public_keys: this.keys.publicKeys };
  }

  private async *parts(header: ExportHeader, tombstones: readonly Tombstone[]): AsyncGenerator<ExportLine> {
    yield header;
    for (const tombstone of tombstones) yield { kind: 'tombstone', ...tombstone };
    yield* this.body(header.tenant, header.from, header.to);
  }

  /** Sequences of the days that the times lie in. */
  private async range(
    tenantId: string,
    first: number,
    { fromMs = -Infinity, toMs = Infinity }: ExportedTimes,
  ): Promise<{ from: number; to: number }> {
    const last = (await this.log.head(tenantId))?.sequence ?? 0;
    const days = await this.log.days(tenantId);
    const begin = days.find(({ day }) => Date.parse(day) + DAY_MS > fromMs);
    const behind = days.find(({ day }) => Date.parse(day) > toMs);
    const from = Math.max(first, begin?.firstSequence ?? last + 1);
    return { from, to: behind === undefined ? last : Math.max(from - 1, behind.firstSequence - 1) };
  }

  private async *body(tenantId: string, from: number, to: number): AsyncGenerator<ExportRecord | (Checkpoint & { kind: 'checkpoint' })> {
    const checkpoints = this.statements.checkpoints(tenantId, from, to);
    let next = await checkpoints.next();
    if (to < from) return;
    for await (const page of this.log.between(tenantId, from, to)) {
      for (const record of await this.opened(tenantId, page)) {
        yield record;
        for (; isUpTo(next, record.sequence); next = await checkpoints.next()) {
          if (next.value.statement !== undefined) yield { kind: 'checkpoint', ...next.value.statement };
        }
      }
      await setImmediate();
    }
  }

  private async opened(tenantId: string, page: readonly SealedRecord[]): Promise<ExportRecord[]> {
    const events = page.map(({ sealed }) => JSON.parse(sealed) as SealedEvent);
    const people = await this.people.open(tenantId, events);
    return page.map(({ sequence, sealed, link }, index) => {
      const person = people[index];
      const personal = person === 'shredded' ? undefined : person;
      const event = viewOfSealed(events[index] as SealedEvent, personal);
      return { kind: 'record', sequence, sealed, link: link.toString('base64url'), event, ...(personal && { salt: personal.salt }) };
    });
  }

  private async linkOf(tenantId: string, sequence: number): Promise<string | undefined> {
    for await (const page of this.log.between(tenantId, sequence, sequence)) for (const { link } of page) return link.toString('base64url');
    return undefined;
  }
}

function isUpTo(next: IteratorResult<Stored<Checkpoint>>, sequence: number): next is IteratorYieldResult<Stored<Checkpoint>> {
  return next.done !== true && next.value.sequence <= sequence;
}
