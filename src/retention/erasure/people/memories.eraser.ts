import { Injectable } from '@nestjs/common';
import { MemoryService, memoryView, RowsOfPerson, SessionsService } from '../../../memory';
import type { NetworkPlace } from '../../../redis';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

const MEMORIES_AT_ONCE = 100;

/** What a person has said: memories that it wrote, or an agent for its tasks, or in which it speaks, with index and vectors; and those of its sessions. */
@Injectable()
export class PersonMemoriesEraser implements PersonEraser {
  readonly type = 'memories';

  constructor(
    private readonly places: Places,
    private readonly memories: MemoryService,
    private readonly sessions: SessionsService,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal)) {
      const sessionIds = await this.sessions.idsOfPerson(place, userId);
      for await (const memory of this.memories.ofPerson(place, userId, sessionIds))
        yield { ...memoryView(memory), type: 'memory', memory_type: memory.type };
    }
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) {
      const memoryIds: string[] = [];
      const sessionIds = await this.sessions.idsOfPerson(place, userId);
      for await (const { memoryId } of this.memories.ofPerson(place, userId, sessionIds)) {
        signal.throwIfAborted();
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

/** Rows of the database that name a person: its memories, which go, and networks that it made, which stay. After the memories, from which rows are made. */
@Injectable()
export class PersonRowsEraser implements PersonEraser {
  readonly type = 'long_term_rows';

  constructor(private readonly rows: RowsOfPerson) {}

  /** They say what the memories and the networks in Redis say. */
  async *read(): AsyncGenerator<PersonalRecord> {}

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    return this.rows.erase(tenantId, userId, signal);
  }

  async remaining({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    return this.rows.count(tenantId, userId, signal);
  }
}
