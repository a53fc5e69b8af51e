import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, type LuaScript } from '../../redis';
import { textFlagsOf } from './column-record';
import { newEpoch } from './epoch';
import { keysOfPage, prefixOf } from './index-keys';
import type { IndexedText, MemoryPlace } from './memory-index.store';

const REWRITE = loadLua(__dirname, 'rewrite-memories.lua');
const DISCARD = loadLua(__dirname, 'discard-memories.lua');
const RECOUNT = loadLua(__dirname, 'recount-index.lua');

/** Memories written anew, and ordinals counted anew, by one script: each takes some 3 ms, 10 at most. */
const MAX_REWRITTEN = 10;
const MAX_COUNTED = 100;
/** Pages that are dropped in one pipeline. */
const PAGES_AT_ONCE = 128;

/** What finds a memory, worked out from its body anew; `version` is that of the record that was read. */
export interface Rewritten {
  number: number;
  version: number;
  memoryId: string;
  text: IndexedText;
  sessionId: string;
  actor: string;
  language: number;
}

/** What an index comes to, counted over its columns while it had `version`. */
export interface IndexCount {
  version: string;
  live: number;
  length: number;
  next: number;
  /** Live memories of ordinals that were counted wrongly. */
  uses: ReadonlyMap<number, number>;
  greatestOrdinal: number;
}

/** Puts right what is wrong with the index of a network, unless it has changed since it was found. No call keeps Redis from others for long. */
@Injectable()
export class IndexRepairStore {
  constructor(private readonly redis: RedisClient) {}

  /** Writes what finds memories anew; resolves to how many had not been changed meanwhile. */
  async rewrite(place: MemoryPlace, memories: readonly Rewritten[]): Promise<number> {
    let written = 0;
    for (let from = 0; from < memories.length;) {
      const args: (string | number | Buffer)[] = [newEpoch()];
      for (const { number, version, memoryId, text, sessionId, actor, language } of memories.slice(from, from + MAX_REWRITTEN)) {
        args.push(number, version, memoryId, text.length, text.digest, text.bands.join(' '), text.guards, text.terms.join(' '));
        args.push(text.frequencies, sessionId, actor, language, textFlagsOf(text));
      }
      const [rewritten, seen] = (await this.evaluate(REWRITE, place, args)) as [number, number];
      written += rewritten;
      from += seen;
    }
    return written;
  }

  /** Drops all postings of some terms of a page: they cannot be read. */
  async dropPostings(place: MemoryPlace, page: number, terms: readonly string[]): Promise<void> {
    await this.redis.run((redis) => redis.hdel(`${prefixOf(place)}terms:${page}`, ...terms));
  }

  /** Removes what is left of memories that are not whole; resolves to how many there were. */
  async discard(place: MemoryPlace, numbers: readonly number[]): Promise<number> {
    let discarded = 0;
    for (let from = 0; from < numbers.length;) {
      const [broken, seen] = (await this.evaluate(DISCARD, place, numbers.slice(from, from + MAX_REWRITTEN))) as [number, number];
      discarded += broken;
      from += seen;
    }
    return discarded;
  }

  /** Puts right what the index counts; false when something was written since it was counted. */
  async recount(place: MemoryPlace, { version, live, length, next, uses, greatestOrdinal }: IndexCount): Promise<boolean> {
    const wrong = [...uses];
    let expected = version;
    do {
      const some = wrong.splice(0, MAX_COUNTED).flat();
      const now = await this.evaluate(RECOUNT, place, [expected, live, length, next, greatestOrdinal, newEpoch(), ...some]);
      if (now === 0) return false;
      expected = String(now);
    } while (wrong.length > 0);
    return true;
  }

  /** Drops every key of pages that hold no memory. */
  async dropPages(place: MemoryPlace, pages: readonly number[]): Promise<void> {
    for (let from = 0; from < pages.length; from += PAGES_AT_ONCE) {
      const keys = pages.slice(from, from + PAGES_AT_ONCE).map((page) => keysOfPage(place, page));
      await this.redis.run((redis) => Promise.all(keys.map((names) => redis.unlink(...names))));
    }
  }

  private evaluate(script: LuaScript, place: MemoryPlace, args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.redis.evaluateBuffer(script, [prefixOf(place)], args);
  }
}
