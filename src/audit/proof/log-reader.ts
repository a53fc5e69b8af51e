import type { SealedRecord } from '../sealed-record';

/** What the proofs read of a log; sequences are inclusive. */
export abstract class LogReader {
  /** In pages; what is not there is left out, so that gaps are the reader's to see. */
  abstract between(tenantId: string, fromSequence: number, toSequence: number): AsyncIterable<SealedRecord[]>;
  /** The last record that was appended; undefined for a tenant without a log. */
  abstract head(tenantId: string): Promise<{ sequence: number; link: Buffer } | undefined>;
  /** The UTC days that are kept, the first one first, each with its first sequence. */
  abstract days(tenantId: string): Promise<{ day: string; firstSequence: number }[]>;
}
