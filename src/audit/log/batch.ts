import type { AuditEvent } from '../audit-event';
import { genesisOf, linkOf, markOf } from '../chain/chain';
import type { SealedPerson } from '../people/sealed-people';
import { ROW_BYTES, writeRow } from '../query/columns';
import { LINK_BYTES, MARK_BYTES } from './log-keys';
import { beginningOf, restOf } from './sealed-text';

/** Where a log ends, as far as this replica knows. `link` is what the next record is chained to. */
export interface LogEnd {
  sequence: number;
  link: Buffer;
  /** '' before the first record. */
  day: string;
}

/** The end of a log without records. */
export function emptyLog(tenantId: string): LogEnd {
  return { sequence: 0, link: genesisOf(tenantId), day: '' };
}

/** An event, with the part of its record that does not depend on where it comes to stand. */
export interface PreparedEvent {
  event: AuditEvent;
  rest: string;
  person: SealedPerson | undefined;
}

/** @param person of the event, where it has one */
export function prepared(event: AuditEvent, person: SealedPerson | undefined): PreparedEvent {
  return { event, rest: restOf(event, person), person };
}

/** Records that are chained to the end of a log, as `append-events.lua` takes them. */
export interface ChainedBatch {
  after: LogEnd;
  sealed: string[];
  links: Buffer;
  marks: Buffer;
  rows: Buffer;
}

/** Chains events to the end of a log: about 10 µs each, nearly all of it for two hashes. */
export function chained(events: readonly PreparedEvent[], after: LogEnd, markKey: Buffer): ChainedBatch {
  const links = Buffer.allocUnsafe(events.length * LINK_BYTES);
  const marks = Buffer.allocUnsafe(events.length * MARK_BYTES);
  const rows = Buffer.allocUnsafe(events.length * ROW_BYTES);
  const sealed: string[] = [];
  let previous = after.link;
  for (const [i, { event, rest, person }] of events.entries()) {
    const text = beginningOf(after.sequence + 1 + i) + rest;
    previous = linkOf(previous, text);
    previous.copy(links, i * LINK_BYTES);
    markOf(markKey, previous).copy(marks, i * MARK_BYTES);
    writeRow(rows, i * ROW_BYTES, event, person?.subject, person?.ipHash ?? 0);
    sealed.push(text);
  }
  return { after, sealed, links, marks, rows };
}

/** The end of the log once the batch is stored. */
export function endOf({ after, sealed, links }: ChainedBatch, day: string): LogEnd {
  return { sequence: after.sequence + sealed.length, link: links.subarray(-LINK_BYTES), day };
}
