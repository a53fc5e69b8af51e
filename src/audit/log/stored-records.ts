import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import type { SealedRecord } from '../sealed-record';
import { daysKey, headKey, streamKey } from './log-keys';

/** Records read from Redis at a time: some 250 KB. */
const PAGE = 500;

/** A UTC day (`2026-11-23`) that has records, and the sequence of its first. */
export interface AuditDay {
  day: string;
  firstSequence: number;
}

/** The last record of a log. */
export interface AuditHead {
  sequence: number;
  link: Buffer;
  day: string;
}

/** Reads what is stored, as it is stored: encrypted, with its links and marks. What it returns nobody has verified. */
@Injectable()
export class StoredRecords {
  constructor(private readonly redis: RedisClient) {}

  /** The records from `fromSequence` to `toSequence`, both included, in pages in their order; what is missing in Redis is missing here. */
  async *between(tenantId: string, fromSequence: number, toSequence: number): AsyncGenerator<SealedRecord[]> {
    const days = await this.days(tenantId);
    for (const [place, { day, firstSequence }] of days.entries()) {
      const next = days[place + 1]?.firstSequence ?? Infinity;
      if (next <= fromSequence || firstSequence > toSequence) continue;
      for (let from = Math.max(fromSequence, 1); from <= toSequence;) {
        const page = await this.page(tenantId, day, from, toSequence);
        if (page.length > 0) yield page;
        if (page.length < PAGE) break;
        from = (page.at(-1) as SealedRecord).sequence + 1;
      }
    }
  }

  /** The days that have records, the oldest first. */
  async days(tenantId: string): Promise<AuditDay[]> {
    const pairs = await this.redis.run((redis) => redis.zrange(daysKey(tenantId), 0, -1, 'WITHSCORES'));
    const days: AuditDay[] = [];
    for (let i = 0; i < pairs.length; i += 2) days.push({ day: pairs[i] as string, firstSequence: Number(pairs[i + 1]) });
    return days;
  }

  /** Where the log ends; undefined when nothing was ever written. */
  async head(tenantId: string): Promise<AuditHead | undefined> {
    const [sequence, link, day] = await this.redis.run((redis) => redis.hmgetBuffer(headKey(tenantId), 's', 'l', 'd'));
    if (!sequence || !link || !day) return undefined;
    return { sequence: Number(sequence), link, day: day.toString() };
  }

  /** The records with `sequences`, all of one day, in one round trip; undefined in place of one that is not there. */
  async at(tenantId: string, day: string, sequences: readonly number[]): Promise<(SealedRecord | undefined)[]> {
    const key = streamKey(tenantId, day);
    const found = await this.redis.run((redis) => Promise.all(sequences.map((one) => redis.xrangeBuffer(key, `${one}-0`, `${one}-0`))));
    return found.map(([entry]) => entry && recordOf(entry, day));
  }

  private async page(tenantId: string, day: string, from: number, to: number): Promise<SealedRecord[]> {
    const last = Number.isFinite(to) ? `${to}-0` : '+';
    const entries = await this.redis.run((redis) => redis.xrangeBuffer(streamKey(tenantId, day), `${from}-0`, last, 'COUNT', PAGE));
    return entries.map((entry) => recordOf(entry, day));
  }
}

/** Fields that somebody removed are empty here, so that what verifies them finds them wrong. */
function recordOf([id, fields]: [Buffer, Buffer[]], day: string): SealedRecord {
  const named = new Map<string, Buffer>();
  for (let i = 0; i + 1 < fields.length; i += 2) named.set(String(fields[i]), fields[i + 1] as Buffer);
  const none = Buffer.alloc(0);
  return {
    sequence: Number.parseInt(id.toString('latin1'), 10),
    day,
    sealed: (named.get('e') ?? none).toString(),
    link: named.get('h') ?? none,
    mark: named.get('m') ?? none,
  };
}
