import { FLAG, OFFSET, PAGE_SIZE, RECORD_BYTES } from './column-record';

/** What the columns of one page come to. */
export interface PageSummary {
  /** Version of the page that they were read in. */
  version: string;
  live: number;
  /** Terms of all live memories. */
  length: number;
  /** Epoch milliseconds of the first end; Infinity when all are kept. */
  firstExpiryMs: number;
  /** Ordinal of a session or an actor → how many live memories have it, and one of them. */
  uses: Map<number, { count: number; number: number }>;
  /** Ordinals of sessions that memories of this page go with → the first number of each. */
  sessionBound: Map<number, number>;
  /** The greatest live number; -1 for none. */
  greatest: number;
}

/** Counts over the columns of a page. */
export function summaryOf(page: number, version: string, columns: Buffer): PageSummary {
  const summary: PageSummary = {
    version,
    live: 0,
    length: 0,
    firstExpiryMs: Infinity,
    uses: new Map(),
    sessionBound: new Map(),
    greatest: -1,
  };
  for (const { number, at, flags } of liveRecords(page, columns)) {
    const expires = columns.readDoubleBE(at + OFFSET.expires);
    const session = columns.readUInt32BE(at + OFFSET.session);
    summary.live += 1;
    summary.length += columns.readUInt16BE(at + OFFSET.length);
    summary.greatest = number;
    if (expires !== 0) summary.firstExpiryMs = Math.min(summary.firstExpiryMs, expires);
    for (const ordinal of [session, columns.readUInt32BE(at + OFFSET.actor)]) {
      if (ordinal !== 0) summary.uses.set(ordinal, { count: (summary.uses.get(ordinal)?.count ?? 0) + 1, number });
    }
    if ((flags & FLAG.session) !== 0 && !summary.sessionBound.has(session)) summary.sessionBound.set(session, number);
  }
  return summary;
}

/** Numbers of a page that have expired by `nowMs`. */
export function expiredNumbers(page: number, columns: Buffer, nowMs: number): number[] {
  const expired: number[] = [];
  for (const { number, at } of liveRecords(page, columns)) {
    const expires = columns.readDoubleBE(at + OFFSET.expires);
    if (expires !== 0 && expires <= nowMs) expired.push(number);
  }
  return expired;
}

/** Numbers of a page that go with the session of this ordinal. */
export function sessionNumbers(page: number, columns: Buffer, session: number): number[] {
  const numbers: number[] = [];
  for (const { number, at, flags } of liveRecords(page, columns)) {
    if ((flags & FLAG.session) !== 0 && columns.readUInt32BE(at + OFFSET.session) === session) numbers.push(number);
  }
  return numbers;
}

function* liveRecords(page: number, columns: Buffer): Generator<{ number: number; at: number; flags: number }> {
  const count = Math.floor(columns.length / RECORD_BYTES);
  for (let n = 0, at = 0; n < count; n += 1, at += RECORD_BYTES) {
    const flags = columns.readUInt8(at + OFFSET.flags);
    if ((flags & FLAG.live) !== 0) yield { number: page * PAGE_SIZE + n, at, flags };
  }
}
