import { Injectable } from '@nestjs/common';
import { optimistically, RACED } from '../redis';
import { MemoryCodec } from './codec/memory-codec';
import { flagsOf, hasExpired, languageNumber, readRecord, typeNumber } from './index/column-record';
import { actorOf, indexedText, languageOf } from './index/indexed-text';
import { MemoryIndexStore, type IndexedMemory, type MemoryPlace, type RawMemory, type RefusedMemory } from './index/memory-index.store';
import type { Memory, MemoryType } from './memory';
import { bodyOf, memoryOf } from './memory-body';

/** What became of a memory that was added. */
export interface AddedMemory {
  memoryId: string;
  type: MemoryType;
  /** RFC 3339 UTC; of the memory that was there before, where there was one. */
  createdAt: string;
  deduplicated: boolean;
}

/** Memories as they are kept: the body compressed, what finds them in the index, both written at once. */
@Injectable()
export class WorkingMemoryStore {
  private readonly codec = new MemoryCodec();

  constructor(private readonly index: MemoryIndexStore) {}

  /** Adds memories of one network, in order; resolves to the first that is refused, if one is. */
  async add(place: MemoryPlace, memories: readonly Memory[]): Promise<AddedMemory[] | RefusedMemory> {
    const indexed = memories.map((memory) => this.indexed(memory));
    const ready = indexed.some((entry) => entry instanceof Promise)
      ? await Promise.all(indexed.map((entry) => Promise.resolve(entry)))
      : (indexed as IndexedMemory[]);
    const stored = await this.index.add(place, ready);
    if ('refused' in stored) return stored;
    return stored.map(({ memoryId, record, deduplicated }) => {
      const { type, createdAtMs } = readRecord(record);
      return { memoryId, type, createdAt: new Date(createdAtMs).toISOString(), deduplicated };
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

  /** The memories with these ids or numbers, undefined where there is none or it has expired. */
  async find(place: MemoryPlace, by: 'id' | 'number', which: readonly (string | number)[]): Promise<(Memory | undefined)[]> {
    const rows = await this.index.read(place, by, which);
    return Promise.all(rows.map(async (raw) => (isGone(raw) ? undefined : this.memory(place, raw))));
  }

  /** As `find` by number, each memory with the version of its record. */
  async versions(place: MemoryPlace, numbers: readonly number[]): Promise<({ memory: Memory; version: number } | undefined)[]> {
    const rows = await this.index.read(place, 'number', numbers);
    return Promise.all(
      rows.map(async (raw) =>
        isGone(raw) ? undefined : { memory: await this.memory(place, raw), version: readRecord(raw.record).version },
      ),
    );
  }

  /** Deletes memories everywhere; resolves to how many were there. */
  async delete(place: MemoryPlace, memoryIds: readonly string[]): Promise<number> {
    return this.index.delete(place, memoryIds);
  }

  private async memory(place: MemoryPlace, raw: RawMemory): Promise<Memory> {
    const body = this.codec.decode(raw.body);
    return memoryOf(place.networkId, typeof body === 'string' ? body : await body, raw);
  }

  private indexed(memory: Memory): IndexedMemory | Promise<IndexedMemory> {
    const body = this.codec.encode(bodyOf(memory));
    return body instanceof Promise ? body.then((bytes) => indexedMemory(memory, bytes)) : indexedMemory(memory, body);
  }
}

function indexedMemory(memory: Memory, body: Buffer): IndexedMemory {
  const text = indexedText(memory);
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
