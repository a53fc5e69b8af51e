import { Injectable } from '@nestjs/common';
import { BatchStore, TasksOfPerson } from '../../../coordinator';
import { DatasetStore } from '../../../datasets';
import { SessionsService } from '../../../memory';
import { asPattern, networkKey, RedisClient, scanKeys, type NetworkPlace } from '../../../redis';
import type { Person, PersonalRecord, PersonEraser } from '../person-eraser';

/** Hashes read at a time: the document of a task may be long. */
const READ_AT_ONCE = 50;

/** A hash that says whose it is. */
interface Owned {
  kind: Kind;
  place: NetworkPlace;
  id: string;
}

type Kind = 'session' | 'task' | 'batch' | 'dataset';

/** The field of each kind of hash that says whose it is, and how. */
const OWNERS: Readonly<Record<Kind, { field: string; ownerIn: (text: string) => string | undefined }>> = {
  session: { field: 'user_id', ownerIn: (text) => text },
  task: { field: 'document', ownerIn: createdBy },
  batch: { field: 'by', ownerIn: (text) => text },
  dataset: { field: 'document', ownerIn: createdBy },
};

/**
 * Sessions, tasks, batches and datasets of a person that no list names, as a crash may leave them: they are found by a SCAN of all keys, whatever
 * the lists say. After those that go by the lists; what is left here is the proof that those have found everything.
 */
@Injectable()
export class UnlistedEraser implements PersonEraser {
  readonly type = 'unlisted';

  constructor(
    private readonly redis: RedisClient,
    private readonly sessions: SessionsService,
    private readonly tasks: TasksOfPerson,
    private readonly batches: BatchStore,
    private readonly datasets: DatasetStore,
  ) {}

  /** Nobody can ask for them, so nobody is told of them. */
  async *read(): AsyncGenerator<PersonalRecord> {}

  async erase(person: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const found of this.find(person, signal)) {
      await this.remove(found);
      erased += 1;
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    const ids = new Set<string>(); // a scan may show a key twice
    for await (const { id } of this.find(person, signal)) ids.add(id);
    return ids.size;
  }

  private async *find({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<Owned> {
    for await (const keys of scanKeys(this.redis, networkKey(asPattern(tenantId), '*', '*'))) {
      const candidates = keys.flatMap((key) => ownedOf(tenantId, key) ?? []);
      for (let from = 0; from < candidates.length; from += READ_AT_ONCE) {
        signal.throwIfAborted();
        const some = candidates.slice(from, from + READ_AT_ONCE);
        const texts = await this.redis.run((redis) => Promise.all(some.map(({ key, kind }) => redis.hget(key, OWNERS[kind].field))));
        for (const [at, owned] of some.entries()) {
          const text = texts[at] ?? undefined;
          if (text !== undefined && OWNERS[owned.kind].ownerIn(text) === userId) yield owned;
        }
      }
    }
  }

  private async remove({ kind, place, id }: Owned): Promise<void> {
    switch (kind) {
      case 'session':
        await this.sessions.endIfThere(place, id);
        return;
      case 'task':
        return this.tasks.remove(place, [id]);
      case 'batch':
        return this.batches.remove(place, [id]);
      case 'dataset':
        await this.datasets.remove(place, [id]);
    }
  }
}

/** What follows the tenant in the key of such a hash. */
const HASH = /^([^}]+)\}:(?:mem:)?(session|task|batch|dataset):([^:]+)$/;

/** What a key is the hash of; undefined for all other keys. */
function ownedOf(tenantId: string, key: string): (Owned & { key: string }) | undefined {
  const [, networkId, kind, id] = HASH.exec(key.slice(networkKey(tenantId, '').length - 1)) ?? [];
  return networkId === undefined ? undefined : { key, kind: kind as Kind, place: { tenantId, networkId }, id: id as string };
}

function createdBy(document: string): string | undefined {
  return (JSON.parse(document) as { createdBy?: string }).createdBy;
}
