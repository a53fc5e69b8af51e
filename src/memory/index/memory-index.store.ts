import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, type LuaScript } from '../../redis';
import { EmbeddingAgenda } from '../embeddings/embedding-agenda';
import { MemoryConfig } from '../memory.config';
import { hasExpired, readRecord } from './column-record';
import { newEpoch } from './epoch';
import { prefixOf } from './index-keys';

const ADD = loadLua(__dirname, 'add-memories.lua');
const CHANGE = loadLua(__dirname, 'change-memory.lua');
const DELETE = loadLua(__dirname, 'delete-memories.lua');
const RESTORE = loadLua(__dirname, 'restore-memories.lua');
const READ = loadLua(__dirname, 'read-memories.lua');
const STATE = loadLua(__dirname, 'index-state.lua');

/** Memories written by one script: some 3 ms during which Redis serves nobody else. */
const MAX_PER_SCRIPT = 25;
/** Their terms, where there is more than one: a long text has 4,096. */
const MAX_TERMS_PER_SCRIPT = 4_096;
/** Bytes of their bodies, where there is more than one. */
const MAX_BYTES_PER_SCRIPT = 2 * 1_048_576;

/** Where in Redis a network's memory is. */
export interface MemoryPlace {
  tenantId: string;
  networkId: string;
}

/** What a text is found by. `frequencies` has a byte for each term. */
export interface IndexedText {
  length: number;
  digest: string;
  /** Bands of the MinHash signature; none for short texts. */
  bands: readonly string[];
  /** Numbers and negations: near duplicates have the same. */
  guards: string;
  terms: readonly string[];
  frequencies: Buffer;
  /** Whether it asks something, and whether it says when something is. */
  asks: boolean;
  tellsTime: boolean;
}

/** A memory on its way into the index. */
export interface IndexedMemory {
  memoryId: string;
  body: Buffer;
  createdAtMs: number;
  /** 0: never. */
  expiresAtMs: number;
  importance: number;
  confidence: number;
  /** As in a record: see `column-record.ts`. */
  type: number;
  flags: number;
  language: number;
  sessionId: string;
  actor: string;
  supersedes: string;
  text: IndexedText;
}

/** A memory on its way back into the index. */
export interface RestoredMemory extends IndexedMemory {
  /** 0: still. */
  validUntilMs: number;
  supersededBy: string;
}

/** What of a memory may change; `isFoundAlike` when nothing does of which `text` is made. */
export type ChangedMemory = Omit<IndexedMemory, 'createdAtMs' | 'type' | 'sessionId' | 'supersedes'> & { isFoundAlike: boolean };

/** Why memories were refused: the field at fault, and the place (from 0) of the first memory that has it. */
export interface RefusedMemory {
  refused: 'supersedes' | 'session_id';
  at: number;
}

/** What became of a memory that was added: `record` as in `column-record.ts`. */
export interface StoredAs {
  memoryId: string;
  record: Buffer;
  deduplicated: boolean;
}

/** A memory as Redis holds it. */
export interface RawMemory {
  number: number;
  record: Buffer;
  body: Buffer;
  /** The id of the memory that supersedes it, and of the one that it supersedes, or ''. */
  successor: string;
  predecessor: string;
}

/** How the index of a network stands; `version` is another with every change. */
export interface IndexState {
  epoch: string;
  version: string;
  /** Numbers below this were given. */
  next: number;
  live: number;
  /** Terms of all live memories together. */
  length: number;
  /** Page → version. */
  pages: Map<number, string>;
  /** Name → ordinal. */
  actors: ReadonlyMap<string, number>;
  /** Number → number of the memory that supersedes it. */
  successors: ReadonlyMap<number, number>;
  /** Another with every change of `actors` or `successors`. */
  relations: string;
}

/** The only code that touches the keys of a network's memories. */
@Injectable()
export class MemoryIndexStore {
  private readonly hasLongTerm: number;

  constructor(
    private readonly redis: RedisClient,
    config: MemoryConfig,
    /** None: no vectors are made. */
    private readonly embeddings?: EmbeddingAgenda,
  ) {
    this.hasLongTerm = config.longTerm === 'on' ? 1 : 0;
  }

  /**
   * Adds memories in order, 25 at a time, large ones fewer. Resolves to the first one that supersedes what is not there or whose session has ended, if one does;
   * then none is stored (of more than one script writes: unless that went while they were written).
   */
  async add(place: MemoryPlace, memories: readonly IndexedMemory[]): Promise<StoredAs[] | RefusedMemory> {
    const orphan = memories.length > firstOf(memories, 0).length ? await this.firstOrphan(place, memories) : -1;
    if (orphan !== -1) return { refused: 'supersedes', at: orphan };
    const stored: StoredAs[] = [];
    for (let from = 0; from < memories.length; from = stored.length) {
      const args: (string | number | Buffer)[] = [newEpoch(), this.hasLongTerm, this.hasVectors];
      for (const memory of firstOf(memories, from)) pushArguments(args, memory);
      const result = await this.evaluate(ADD, place, args);
      const refused = refusedOf(result as AddReply, from);
      if (refused !== undefined) return refused;
      for (const [memoryId, record, there] of result as [Buffer, Buffer, number][]) {
        stored.push({ memoryId: memoryId.toString(), record, deduplicated: there === 1 });
      }
    }
    this.embeddings?.note(place);
    return stored;
  }

  /** Changes a memory that was read in `version`: its new record, undefined when there is none, `raced` when it was changed meanwhile. */
  async change(place: MemoryPlace, version: number, memory: ChangedMemory): Promise<Buffer | 'raced' | undefined> {
    const { memoryId, body, importance, confidence, expiresAtMs, text, actor, language, flags } = memory;
    const { length, digest, bands, guards, terms, frequencies } = text;
    const isFoundAlike = memory.isFoundAlike ? 1 : 0;
    const found = [digest, bands.join(' '), guards, terms.join(' '), frequencies, actor, language, flags, this.hasVectors, isFoundAlike];
    const result = await this.evaluate(CHANGE, place, [memoryId, version, body, importance, confidence, length, expiresAtMs, ...found]);
    if (Buffer.isBuffer(result)) {
      this.embeddings?.note(place);
      return result;
    }
    return result === -2 ? 'raced' : undefined;
  }

  /** Deletes memories with every trace of them; resolves to how many were there. */
  async delete(place: MemoryPlace, memoryIds: readonly string[]): Promise<number> {
    let deleted = 0;
    for (let from = 0; from < memoryIds.length;) {
      const [removed, seen] = (await this.evaluate(DELETE, place, memoryIds.slice(from, from + MAX_PER_SCRIPT))) as [number, number];
      deleted += removed;
      from += seen;
    }
    return deleted;
  }

  /** Puts memories back that are not there, as whoever has the right to, for `holdMs` more; resolves to whether `restorer` still has it. */
  async restore(place: MemoryPlace, restorer: string, holdMs: number, memories: readonly RestoredMemory[]): Promise<boolean> {
    for (let from = 0; from < memories.length;) {
      const args: (string | number | Buffer)[] = [newEpoch(), restorer, holdMs, this.hasVectors];
      const some = firstOf(memories, from);
      for (const memory of some) {
        pushArguments(args, memory);
        args.push(memory.validUntilMs, memory.supersededBy);
      }
      from += some.length;
      if ((await this.evaluate(RESTORE, place, args)) === -1) return false;
    }
    this.embeddings?.note(place);
    return true;
  }

  /** The memories with these ids or numbers, undefined where there is none. */
  async read(place: MemoryPlace, by: 'id' | 'number', which: readonly (string | number)[]): Promise<(RawMemory | undefined)[]> {
    const found: (RawMemory | undefined)[] = [];
    while (found.length < which.length)
      found.push(...(await this.readSome(place, by, found.length === 0 ? which : which.slice(found.length))));
    return found;
  }

  /** As `read`, for the first of `which`: as many as 4 MiB of bodies hold, and at least one. */
  async readSome(place: MemoryPlace, by: 'id' | 'number', which: readonly (string | number)[]): Promise<(RawMemory | undefined)[]> {
    if (which.length === 0) return [];
    const rows = (await this.evaluate(READ, place, [by, ...which])) as ([number, Buffer, Buffer, Buffer, Buffer] | Buffer)[];
    return rows.map((row) => {
      if (!Array.isArray(row)) return undefined;
      const [number, record, body, successor, predecessor] = row;
      return { number, record, body, successor: successor.toString(), predecessor: predecessor.toString() };
    });
  }

  /** How the index stands, or undefined when it is still as in `seen`. */
  async state(place: MemoryPlace, seen: IndexState): Promise<IndexState | undefined> {
    const result = await this.evaluate(STATE, place, [seen.epoch, seen.version, seen.relations]);
    if (result === null) return undefined;
    const [found, now, next, live, length, relations, pages, actors, successors] = result as StateReply;
    const areSame = actors === undefined || successors === undefined;
    return {
      epoch: found.toString(),
      version: now.toString(),
      next: Number(next),
      live: Number(live),
      length: Number(length),
      pages: new Map(pairs(pages).map(([page, seen]) => [Number(page), seen])),
      relations: relations.toString(),
      actors: areSame ? seen.actors : new Map(pairs(actors).map(([name, ordinal]) => [name, Number(ordinal)])),
      successors: areSame ? seen.successors : new Map(pairs(successors).map(([old, number]) => [Number(old), Number(number)])),
    };
  }

  /** The columns of pages, in the same order; empty where a page has none. */
  async columns(place: MemoryPlace, pages: readonly number[]): Promise<Buffer[]> {
    const prefix = prefixOf(place);
    const found = await this.redis.run((redis) => Promise.all(pages.map((page) => redis.getBuffer(`${prefix}columns:${page}`))));
    return found.map((bytes) => bytes ?? Buffer.alloc(0));
  }

  /** The postings of terms in pages: one row for each page, one entry for each term, null where the term does not occur. */
  async postings(place: MemoryPlace, wanted: readonly { page: number; terms: readonly string[] }[]): Promise<(Buffer | null)[][]> {
    const prefix = prefixOf(place);
    return this.redis.run((redis) => Promise.all(wanted.map(({ page, terms }) => redis.hmgetBuffer(`${prefix}terms:${page}`, ...terms))));
  }

  /** How many live memories a network has, expired ones that are not swept yet included. */
  async count(place: MemoryPlace): Promise<number> {
    return Number((await this.redis.run((redis) => redis.hget(`${prefixOf(place)}meta`, 'live'))) ?? 0);
  }

  /** The number that stands for a session in the columns, or undefined when nothing is remembered of it. */
  async sessionOrdinal(place: MemoryPlace, sessionId: string): Promise<number | undefined> {
    const ordinal = await this.redis.run((redis) => redis.hget(`${prefixOf(place)}sessions`, sessionId));
    return ordinal === null ? undefined : Number(ordinal);
  }

  private get hasVectors(): number {
    return this.embeddings?.isOn === true ? 1 : 0;
  }

  /** The place of the first memory that supersedes what is not there or has expired; -1 for none. */
  private async firstOrphan(place: MemoryPlace, memories: readonly IndexedMemory[]): Promise<number> {
    const places = [...memories.keys()].filter((at) => memories[at]?.supersedes !== '');
    const ids = places.map((at) => (memories[at] as IndexedMemory).supersedes);
    const superseded = await this.read(place, 'id', ids);
    const isThere = (raw: RawMemory | undefined) => raw !== undefined && !hasExpired(readRecord(raw.record), Date.now());
    return places[superseded.findIndex((raw) => !isThere(raw))] ?? -1;
  }

  private evaluate(script: LuaScript, place: MemoryPlace, args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.redis.evaluateBuffer(script, [prefixOf(place)], args);
  }
}

/** What the script that tells how the index stands answers; the last two only where they are not as they were seen. */
type StateReply = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer[], Buffer[]?, Buffer[]?];

/** What the script that adds answers: a row for each memory, or what is wrong with which. */
type AddReply = [Buffer, number] | [Buffer, Buffer, number][];

function refusedOf([first, place]: AddReply, from: number): RefusedMemory | undefined {
  if (!Buffer.isBuffer(first)) return undefined;
  return { refused: first.toString() === 'session' ? 'session_id' : 'supersedes', at: from + Number(place) - 1 };
}

/** The memories from `from` on that one script writes: at least one. */
function firstOf<Item extends IndexedMemory>(memories: readonly Item[], from: number): readonly Item[] {
  let to = from;
  for (let terms = 0, bytes = 0; to < memories.length && to - from < MAX_PER_SCRIPT; to += 1) {
    const { text, body } = memories[to] as Item;
    terms += text.terms.length;
    bytes += body.length;
    if (to > from && (terms > MAX_TERMS_PER_SCRIPT || bytes > MAX_BYTES_PER_SCRIPT)) break;
  }
  return memories.slice(from, to);
}

/** The 18 arguments of a memory, in the order of `add-memories.lua`. */
function pushArguments(args: (string | number | Buffer)[], memory: IndexedMemory): void {
  const { text } = memory;
  args.push(memory.memoryId, memory.body, memory.createdAtMs, memory.expiresAtMs, memory.importance, memory.confidence);
  args.push(
    memory.type,
    memory.flags,
    memory.language,
    text.length,
    memory.sessionId,
    memory.actor,
    text.digest,
    text.bands.join(' '),
    text.guards,
  );
  args.push(text.terms.join(' '), text.frequencies, memory.supersedes);
}

function pairs(flat: Buffer[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_unused, index) => [String(flat[2 * index]), String(flat[2 * index + 1])]);
}
