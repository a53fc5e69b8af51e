import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, type LuaScript } from '../../redis';
import { PAGE_SIZE, RECORD_BYTES } from './column-record';
import { keysOfPage, prefixOf } from './index-keys';
import type { MemoryPlace } from './memory-index.store';

const INSPECT = loadLua(__dirname, 'inspect-memories.lua');
const STRAYS = loadLua(__dirname, 'stray-entries.lua');

/** Entries looked at by one script: some 3 ms, 10 at most. */
const MAX_LOOKED_AT = 100;
/** Fields of a hash that one call of HSCAN looks at. */
const SCAN_COUNT = 200;
/** Pages that are asked after in one pipeline. */
const PAGES_AT_ONCE = 128;

/** Hashes and sets of a network whose entries lead to memories. */
export const ENTRY_NAMES = [
  'ids',
  'digests',
  'near',
  'successors',
  'predecessors',
  'promotions',
  'forgets',
  'unembedded',
  'versions',
  'untils',
  'sessions',
  'actors',
] as const;
type EntryName = (typeof ENTRY_NAMES)[number];
const SETS: ReadonlySet<string> = new Set<EntryName>(['promotions', 'forgets', 'unembedded']);

/** A number of a page with all that there is of it, as of one moment. */
export interface Inspected {
  number: number;
  /** Empty where there is no live record. */
  record: Buffer;
  hasItem: boolean;
  /** Empty when it was not asked for or there is none. */
  body: Buffer;
  /** What finds it: five lines, as `forward` in memory-index.lua; '' where there is nothing. */
  forward: string;
  /** A byte for each term of `forward`; 0 where it has no posting. */
  frequencies: Buffer;
  /** The numbers that its id and its digest lead to; -1 for none. */
  numberOfId: number;
  numberOfDigest: number;
}

/** Reads the index of a network from the inside, and drops entries that lead nowhere. No call keeps Redis from others for long. */
@Injectable()
export class IndexInspectionStore {
  constructor(private readonly redis: RedisClient) {}

  /** Numbers `first` to `last` of a page that there is anything of. */
  async inspect(place: MemoryPlace, page: number, first: number, last: number, withBodies: boolean): Promise<Inspected[]> {
    const rows: [number, Buffer, number, Buffer, Buffer, Buffer, number, number][] = [];
    for (let from = first; from <= last;) {
      const [end, ...some] = (await this.evaluate(INSPECT, place, [page, from, last, withBodies ? 1 : 0])) as [number, ...typeof rows];
      rows.push(...some);
      from = end + 1;
    }
    return rows.map(([n, record, hasItem, body, forward, frequencies, numberOfId, numberOfDigest]) => ({
      number: page * PAGE_SIZE + n,
      record,
      hasItem: hasItem === 1,
      body,
      forward: forward.toString(),
      frequencies,
      numberOfId,
      numberOfDigest,
    }));
  }

  /** The terms of a page with their postings, some at a time; one may come twice while it is written to. */
  async *postings(place: MemoryPlace, page: number): AsyncGenerator<[term: string, postings: Buffer][]> {
    const key = `${prefixOf(place)}terms:${page}`;
    let cursor = '0';
    do {
      const [next, flat] = await this.redis.run((redis) => redis.hscanBuffer(key, cursor, 'COUNT', SCAN_COUNT));
      cursor = next.toString();
      yield Array.from({ length: flat.length / 2 }, (_unused, at) => [String(flat[2 * at]), flat[2 * at + 1] as Buffer]);
    } while (cursor !== '0');
  }

  /** The entries of a hash, or of a set with '' for values, some at a time; one may come twice. */
  async *entries(place: MemoryPlace, name: string): AsyncGenerator<[field: string, value: string][]> {
    const key = prefixOf(place) + name;
    let cursor = '0';
    do {
      const [next, flat] = await this.redis.run((redis) =>
        SETS.has(name) ? redis.sscan(key, cursor, 'COUNT', SCAN_COUNT) : redis.hscan(key, cursor, 'COUNT', SCAN_COUNT),
      );
      cursor = next;
      yield SETS.has(name)
        ? flat.map((member) => [member, ''])
        : Array.from({ length: flat.length / 2 }, (_unused, at) => [flat[2 * at] as string, flat[2 * at + 1] as string]);
    } while (cursor !== '0');
  }

  /** How many of some entries belong to no memory; with `drop` they are gone afterwards. */
  async strays(place: MemoryPlace, name: EntryName, fields: readonly string[], act: 'look' | 'drop'): Promise<number> {
    let strays = 0;
    for (let from = 0; from < fields.length; from += MAX_LOOKED_AT) {
      strays += Number(await this.evaluate(STRAYS, place, [act, name, ...fields.slice(from, from + MAX_LOOKED_AT)]));
    }
    return strays;
  }

  /** As `strays`, of postings of one page. */
  async strayPostings(
    place: MemoryPlace,
    page: number,
    postings: readonly [term: string, n: number][],
    act: 'look' | 'drop',
  ): Promise<number> {
    let strays = 0;
    for (let from = 0; from < postings.length; from += MAX_LOOKED_AT) {
      const some = postings.slice(from, from + MAX_LOOKED_AT).flat();
      strays += Number(await this.evaluate(STRAYS, place, [act, 'terms', page, ...some]));
    }
    return strays;
  }

  /** Numbers in a page that there is a vector of. */
  async vectors(place: MemoryPlace, page: number): Promise<number[]> {
    return (await this.redis.run((redis) => redis.hkeys(`${prefixOf(place)}vectors:${page}`))).map(Number);
  }

  /** How many of some numbers in a page have a vector that they should not have, or none; with `drop` it goes, or is to be made. */
  async wrongVectors(place: MemoryPlace, page: number, numbers: readonly number[], act: 'look' | 'drop'): Promise<number> {
    let wrong = 0;
    for (let from = 0; from < numbers.length; from += MAX_LOOKED_AT) {
      const some = numbers.slice(from, from + MAX_LOOKED_AT);
      wrong += Number(await this.evaluate(STRAYS, place, [act, 'vectors', page, ...some]));
    }
    return wrong;
  }

  /** What the index says of itself; `epoch` is '' where there is none. */
  async meta(place: MemoryPlace): Promise<{ epoch: string; version: string; live: number; length: number; next: number }> {
    const [epoch, version, live, length, next] = await this.redis.run((redis) =>
      redis.hmget(`${prefixOf(place)}meta`, 'epoch', 'version', 'live', 'length', 'next'),
    );
    return {
      epoch: epoch ?? '',
      version: version ?? '0',
      live: Number(live ?? 0),
      length: Number(length ?? 0),
      next: Number(next ?? 0),
    };
  }

  /** Page → version of the pages that mirrors see. */
  async versions(place: MemoryPlace): Promise<Map<number, string>> {
    const versions = await this.redis.run((redis) => redis.hgetall(`${prefixOf(place)}versions`));
    return new Map(Object.entries(versions).map(([page, version]) => [Number(page), version]));
  }

  /** Pages up to `last` that there is any key of, seen by mirrors or not. */
  async pages(place: MemoryPlace, last: number, from = 0): Promise<number[]> {
    const found: number[] = [];
    for (let first = from; first <= last; first += PAGES_AT_ONCE) {
      const pages = Array.from({ length: Math.min(PAGES_AT_ONCE, last - first + 1) }, (_unused, at) => first + at);
      const counts = await this.redis.run((redis) => Promise.all(pages.map((page) => redis.exists(...keysOfPage(place, page)))));
      found.push(...pages.filter((_page, at) => counts[at] !== 0));
    }
    return found;
  }

  /** The number in a page behind the last one that there can be anything of: most networks do not fill one. */
  async endOf(place: MemoryPlace, page: number): Promise<number> {
    const prefix = prefixOf(place);
    const [bytes, items, found, next] = await this.redis.run((redis) =>
      Promise.all([
        redis.strlen(`${prefix}columns:${page}`),
        redis.hlen(`${prefix}items:${page}`),
        redis.hlen(`${prefix}forward:${page}`),
        redis.hget(`${prefix}meta`, 'next'),
      ]),
    );
    const end = Math.max(bytes / RECORD_BYTES, Math.min(Number(next ?? 0) - page * PAGE_SIZE, PAGE_SIZE));
    return items > end || found > end ? PAGE_SIZE : end;
  }

  /** Whether a page holds any memory. */
  async hasItems(place: MemoryPlace, page: number): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(`${prefixOf(place)}items:${page}`))) === 1;
  }

  private evaluate(script: LuaScript, place: MemoryPlace, args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.redis.evaluateBuffer(script, [prefixOf(place)], args);
  }
}
