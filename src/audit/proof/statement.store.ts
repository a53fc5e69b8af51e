import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { auditKey } from '../audit-keys';
import type { Checkpoint } from './checkpoint';
import { jsonOf, readCheckpoint, readTombstone } from './read-statement';
import type { Tombstone } from './tombstone';

/** Statements that are read at once. */
const PAGE = 1_000;

/** A statement as it is stored; `statement` is undefined where what is stored has not the shape of one. */
export interface Stored<T> {
  sequence: number;
  statement: T | undefined;
}

/**
 * The only code that touches the signed statements of a log: two sorted sets, scored by sequence. There is a checkpoint for each hour in which
 * something happened and for each rotation of the key, and those of removed records are removed with them; a tombstone for each run of pruning.
 */
@Injectable()
export class StatementStore {
  constructor(private readonly redis: RedisClient) {}

  async addCheckpoint(checkpoint: Checkpoint): Promise<void> {
    const key = auditKey(checkpoint.tenant, 'checkpoints');
    await this.redis.run((redis) => redis.zadd(key, checkpoint.seq, JSON.stringify(checkpoint)));
  }

  async addTombstone(tombstone: Tombstone): Promise<void> {
    const key = auditKey(tombstone.tenant, 'tombstones');
    await this.redis.run((redis) => redis.zadd(key, tombstone.from, JSON.stringify(tombstone)));
  }

  async lastCheckpoint(tenantId: string, untilSequence = Infinity): Promise<Checkpoint | undefined> {
    const key = auditKey(tenantId, 'checkpoints');
    const max = untilSequence === Infinity ? '+inf' : untilSequence;
    const [text] = await this.redis.run((redis) => redis.zrevrangebyscore(key, max, '-inf', 'LIMIT', 0, 1));
    return text === undefined ? undefined : readCheckpoint(jsonOf(text));
  }

  /** Checkpoints of these records, inclusive, the first one first; reads a page as it is asked for. */
  async *checkpoints(tenantId: string, fromSequence: number, toSequence = Infinity): AsyncGenerator<Stored<Checkpoint>> {
    for await (const [text, sequence] of this.pages(auditKey(tenantId, 'checkpoints'), fromSequence, toSequence)) {
      yield { sequence, statement: readCheckpoint(jsonOf(text)) };
    }
  }

  /** All tombstones of the log, in order. */
  async tombstones(tenantId: string): Promise<Stored<Tombstone>[]> {
    const found: Stored<Tombstone>[] = [];
    for await (const [text, sequence] of this.pages(auditKey(tenantId, 'tombstones'), 0, Infinity)) {
      found.push({ sequence, statement: readTombstone(jsonOf(text)) });
    }
    return found;
  }

  /** Removes the checkpoints of records up to this one, except those that say which key followed which. */
  async removeCheckpoints(tenantId: string, toSequence: number): Promise<void> {
    const key = auditKey(tenantId, 'checkpoints');
    for await (const [text] of this.pages(key, 0, toSequence)) {
      if (readCheckpoint(jsonOf(text))?.previous_key === undefined) await this.redis.run((redis) => redis.zrem(key, text));
    }
  }

  private async *pages(key: string, from: number, to: number): AsyncGenerator<[string, number]> {
    const max = to === Infinity ? '+inf' : to;
    const seen = new Set<string>();
    for (let min = from; ;) {
      const flat = await this.redis.run((redis) => redis.zrangebyscore(key, min, max, 'WITHSCORES', 'LIMIT', 0, PAGE));
      let isNew = false;
      for (let index = 0; index < flat.length; index += 2) {
        const [text, sequence] = [flat[index] as string, Number(flat[index + 1])];
        // The next page begins with the score this one ended with: several statements may share it.
        if (seen.has(text)) continue;
        if (sequence > min) seen.clear();
        seen.add(text);
        min = sequence;
        isNew = true;
        yield [text, sequence];
      }
      if (!isNew || flat.length < PAGE * 2) return;
    }
  }
}
