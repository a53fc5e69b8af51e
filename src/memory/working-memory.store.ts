import { Injectable, Logger } from '@nestjs/common';
import { optimistically, RACED } from '../redis';
import { MemoryCodec } from './codec/memory-codec';
import { decodeInTurn } from './decode-in-turn';
import { excerpted } from './excerpt';
import { flagsOf, hasExpired, languageNumber, readRecord, typeNumber } from './index/column-record';
import { actorOf, indexing, languageOf } from './index/indexed-text';
import {
  MemoryIndexStore,
  type IndexedMemory,
  type IndexedText,
  type MemoryPlace,
  type RawMemory,
  type RefusedMemory,
} from './index/memory-index.store';
import type { Memory, MemoryRetention, MemoryType } from './memory';
import { bodyOf, memoryOf } from './memory-body';
import { atOnce, inTurns, LoopTurn } from './text/steps';

/** UTF-16 units of content from which on a memory is indexed while others have their turn in between. */
const LARGE_LENGTH = 16_384;
/** Memories that an export reads at once, at most. */
const READ_AT_ONCE = 100;

/** What became of a memory that was added. */
export interface AddedMemory {
  memoryId: string;
  type: MemoryType;
  /** RFC 3339 UTC; of the memory that was there before, where there was one. */
  createdAt: string;
  deduplicated: boolean;
  retention: MemoryRetention;
}

/** A memory as it was read; `version` is another after each change. */
export interface ReadMemory {
  memory: Memory;
  number: number;
  version: number;
}

/** Memories as they are kept: the body compressed, what finds them in the index, both written at once. */
@Injectable()
export class WorkingMemoryStore {
  private readonly logger = new Logger(WorkingMemoryStore.name);

  constructor(
    private readonly index: MemoryIndexStore,
    private readonly codec: MemoryCodec = new MemoryCodec(),
  ) {}

  /** Adds memories of one network, in order; resolves to the first that is refused, if one is. */
  async add(place: MemoryPlace, memories: readonly Memory[]): Promise<AddedMemory[] | RefusedMemory> {
    const stored = await this.index.add(place, await this.indexedInOrder(memories));
    if ('refused' in stored) return stored;
    return stored.map(({ memoryId, record, deduplicated }) => {
      const { type, createdAtMs, retention } = readRecord(record);
      return { memoryId, type, createdAt: new Date(createdAtMs).toISOString(), deduplicated, retention };
    });
  }

  /** Changes a memory, on top of whatever others change at the same time; undefined when there is none. */
  async change(place: MemoryPlace, memoryId: string, change: (memory: Memory) => Memory): Promise<Memory | undefined> {
    return optimistically('memory', async () => {
      const [raw] = await this.index.read(place, 'id', [memoryId]);
      if (isGone(raw)) return undefined;
      const changed = change(await this.memory(place, raw));
      const entry = await this.indexed(changed);
      const record = await this.index.change(place, readRecord(raw.record).version, entry);
      if (record === 'raced') return RACED;
      return record === undefined ? undefined : memoryOf(place.networkId, bodyOf(changed), { ...raw, record });
    });
  }

  /**
   * The memories with these ids or numbers, undefined where there is none or it has expired, and, by number, where its body cannot be read.
   * Once their contents come to `maxContentLength` UTF-16 units, the others are excerpts: see `Memory.isExcerpt`.
   */
  async find(
    place: MemoryPlace,
    by: 'id' | 'number',
    which: readonly (string | number)[],
    maxContentLength = Infinity,
  ): Promise<(Memory | undefined)[]> {
    const found: (Memory | undefined)[] = [];
    let room = maxContentLength;
    for await (const memories of this.parts(place, by, which)) {
      for (const memory of memories) {
        const shown = memory === undefined ? undefined : excerpted(memory, room);
        room -= shown?.content.length ?? 0;
        found.push(shown);
      }
    }
    return found;
  }

  /** The memories with these numbers, without those that are gone or cannot be read; holds a few MiB of them at a time. */
  async *each(place: MemoryPlace, numbers: Uint32Array): AsyncGenerator<Memory> {
    for (let from = 0; from < numbers.length; from += READ_AT_ONCE) {
      const which = Array.from(numbers.subarray(from, from + READ_AT_ONCE));
      for await (const memories of this.parts(place, 'number', which)) {
        for (const memory of memories) if (memory !== undefined) yield memory;
      }
    }
  }

  /** As `find`, with what tells whether a memory has changed since. */
  async versions(place: MemoryPlace, by: 'id' | 'number', which: readonly (string | number)[]): Promise<(ReadMemory | undefined)[]> {
    const rows = await this.index.read(place, by, which);
    return Promise.all(
      rows.map(async (raw) => {
        if (isGone(raw)) return undefined;
        return { memory: await this.memory(place, raw), number: raw.number, version: readRecord(raw.record).version };
      }),
    );
  }

  /** Puts memories back as they were; resolves to whether `restorer` may go on, for `holdMs` more. */
  async restore(place: MemoryPlace, restorer: string, holdMs: number, memories: readonly Memory[]): Promise<boolean> {
    const restored = (await this.indexedInOrder(memories)).map((entry, at) => {
      const { validUntil, supersededBy = '' } = memories[at] as Memory;
      return { ...entry, validUntilMs: validUntil === undefined ? 0 : Date.parse(validUntil), supersededBy };
    });
    return this.index.restore(place, restorer, holdMs, restored);
  }

  /** Deletes memories everywhere; resolves to how many were there. */
  async delete(place: MemoryPlace, memoryIds: readonly string[]): Promise<number> {
    return this.index.delete(place, memoryIds);
  }

  /** The memories in order, a few MiB at a time. */
  private async *parts(
    place: MemoryPlace,
    by: 'id' | 'number',
    which: readonly (string | number)[],
  ): AsyncGenerator<(Memory | undefined)[]> {
    for (let from = 0; from < which.length;) {
      const rows = await this.index.readSome(place, by, from === 0 ? which : which.slice(from));
      from += rows.length;
      const living = rows.map((raw) => (isGone(raw) ? undefined : raw));
      yield* decodeInTurn(
        living,
        (raw) => this.codec.inflatedBytes(raw.body),
        (raw) => (by === 'id' ? this.memory(place, raw) : this.memoryUnlessBroken(place, raw)),
      );
    }
  }

  /** Of a page the others are still to be read: one that cannot be is left out, and somebody told. */
  private async memoryUnlessBroken(place: MemoryPlace, raw: RawMemory): Promise<Memory | undefined> {
    return this.memory(place, raw).catch((error: unknown) => {
      this.logger.error({ networkId: place.networkId, number: raw.number, err: error }, 'a stored memory cannot be read');
      return undefined;
    });
  }

  private async memory(place: MemoryPlace, raw: RawMemory): Promise<Memory> {
    const body = this.codec.decode(raw.body);
    return memoryOf(place.networkId, typeof body === 'string' ? body : await body, raw);
  }

  private async indexedInOrder(memories: readonly Memory[]): Promise<IndexedMemory[]> {
    const ready: IndexedMemory[] = [];
    const turn = new LoopTurn();
    for (const memory of memories) {
      if (turn.isOver) await turn.pass();
      const indexed = this.indexed(memory);
      // Large ones one after the other: all at once would take their turns together.
      ready.push(indexed instanceof Promise ? await indexed : indexed);
    }
    return ready;
  }

  private indexed(memory: Memory): IndexedMemory | Promise<IndexedMemory> {
    if (memory.content.length >= LARGE_LENGTH) return this.indexedInTurns(memory);
    const body = this.codec.encode(bodyOf(memory));
    const text = atOnce(indexing(memory));
    return body instanceof Promise ? body.then((bytes) => indexedMemory(memory, bytes, text)) : indexedMemory(memory, body, text);
  }

  private async indexedInTurns(memory: Memory): Promise<IndexedMemory> {
    const text = await inTurns(indexing(memory));
    const turn = new LoopTurn();
    await turn.pass();
    const body = bodyOf(memory);
    await turn.pass();
    return indexedMemory(memory, await this.codec.encode(body), text);
  }
}

function indexedMemory(memory: Memory, body: Buffer, text: IndexedText): IndexedMemory {
  return {
    memoryId: memory.memoryId,
    body,
    createdAtMs: Date.parse(memory.createdAt),
    expiresAtMs: memory.expiresAt === undefined ? 0 : Date.parse(memory.expiresAt),
    importance: memory.importance,
    confidence: memory.confidence,
    type: typeNumber(memory.type),
    language: languageNumber(languageOf(memory.metadata)),
    flags: flagsOf(memory, text),
    sessionId: memory.sessionId ?? '',
    actor: actorOf(memory.metadata),
    supersedes: memory.supersedes ?? '',
    text,
  };
}

/** What has expired is gone for everybody, though it may not be swept yet. */
function isGone(raw: RawMemory | undefined): raw is undefined {
  return raw === undefined || hasExpired(readRecord(raw.record), Date.now());
}
