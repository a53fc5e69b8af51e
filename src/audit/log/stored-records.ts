import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { auditKey } from '../audit-keys';
import type { SealedRecord } from '../sealed-record';

/** The end of a log: what the next record is chained to. */
export interface Head {
  sequence: number;
  link: Buffer;
  day: string;
}

/** A UTC day of a log, and the first record that was appended on it. */
export interface LoggedDay {
  day: string;
  firstSequence: number;
}

const A_PAGE = 1_000;

/** Reads logs as they are stored. */
@Injectable()
export class StoredRecords {
  constructor(private readonly redis: RedisClient) {}

  /** Undefined for a tenant without a log. */
  async head(tenantId: string): Promise<Head | undefined> {
    const [sequence, link, day] = await this.redis.run((r) => r.hmgetBuffer(auditKey(tenantId, 'head'), 'sequence', 'link', 'day'));
    if (!sequence || !link) return undefined;
    return { sequence: Number(sequence.toString()), link, day: day?.toString() ?? '' };
  }

  /** The days that are there, the oldest first. */
  async days(tenantId: string): Promise<LoggedDay[]> {
    const rows = await this.redis.run((r) => r.zrange(auditKey(tenantId, 'days'), 0, -1, 'WITHSCORES'));
    const days: LoggedDay[] = [];
    for (let i = 0; i < rows.length; i += 2) days.push({ day: rows[i] as string, firstSequence: Number(rows[i + 1]) });
    return days;
  }

  /** Records from `fromSequence` to `toSequence` (Infinity for the last), both included, as far as they are there, in pages. */
  async *between(tenantId: string, fromSequence: number, toSequence: number): AsyncGenerator<SealedRecord[]> {
    const days = await this.days(tenantId);
    for (const [index, { day }] of days.entries()) {
      const next = days[index + 1];
      if (next !== undefined && next.firstSequence <= fromSequence) continue;
      for (let from = fromSequence; ;) {
        const page = await this.page(tenantId, day, from, toSequence);
        if (page.length > 0) yield page;
        if (page.length < A_PAGE) break;
        from = (page.at(-1) as SealedRecord).sequence + 1;
      }
      if (next !== undefined && next.firstSequence > toSequence) return;
    }
  }

  /** Single records of one day, in the order asked for; those that are gone are left out. */
  async some(tenantId: string, day: string, sequences: readonly number[]): Promise<SealedRecord[]> {
    const key = auditKey(tenantId, 'day', day);
    const found = await this.redis.run((r) =>
      Promise.all(sequences.map((sequence) => r.xrangeBuffer(key, `${sequence}-0`, `${sequence}-0`))),
    );
    return found.flat().map((entry) => recordOf(day, entry));
  }

  private async page(tenantId: string, day: string, from: number, to: number): Promise<SealedRecord[]> {
    const key = auditKey(tenantId, 'day', day);
    const entries = await this.redis.run((r) => r.xrangeBuffer(key, `${from}-0`, to === Infinity ? '+' : `${to}-0`, 'COUNT', A_PAGE));
    return entries.map((entry) => recordOf(day, entry));
  }
}

function recordOf(day: string, [id, fields]: [Buffer, Buffer[]]): SealedRecord {
  const [, sealed, , link, , mark] = fields;
  const none = Buffer.alloc(0);
  return { sequence: Number(id.toString().split('-')[0]), day, sealed: sealed?.toString() ?? '', link: link ?? none, mark: mark ?? none };
}
