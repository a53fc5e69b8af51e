import { Injectable } from '@nestjs/common';
import { MemoryService, memoryView } from '../../../memory';
import type { NetworkPlace } from '../../../redis';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

const MEMORIES_AT_ONCE = 100;

/** What a person has said: memories that it wrote, or in which it speaks; in Redis, in every index, and in the database. */
@Injectable()
export class PersonMemoriesEraser implements PersonEraser {
  readonly type = 'memories';

  constructor(
    private readonly places: Places,
    private readonly memories: MemoryService,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal))
      for await (const memory of this.memories.ofPerson(place, userId))
        yield { ...memoryView(memory), type: 'memory', memory_type: memory.type };
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) {
      const memoryIds: string[] = [];
      for await (const { memoryId } of this.memories.ofPerson(place, userId)) {
        memoryIds.push(memoryId);
        if (memoryIds.length === MEMORIES_AT_ONCE) erased += await this.delete(place, memoryIds.splice(0));
      }
      erased += await this.delete(place, memoryIds);
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return countOf(this.read(person, signal));
  }

  private async delete({ tenantId, networkId }: NetworkPlace, memoryIds: readonly string[]): Promise<number> {
    return memoryIds.length === 0 ? 0 : this.memories.deleteAll(tenantId, networkId, memoryIds);
  }
}
