import { Injectable, Logger } from '@nestjs/common';
import { networkKey, RedisClient, type NetworkPlace } from '../redis';
import type { MemoryType } from './memory';

/** Ids in one message: some 10 KB. */
const MAX_AT_ONCE = 100;

/** That a memory of a network was written; nothing of what it says. */
export interface MemoryUpdate {
  action: 'added' | 'changed' | 'deleted';
  memoryId: string;
  /** Null where whoever wrote it did not know: of one that was deleted or superseded. */
  type: MemoryType | null;
}

/** The channel on which a network's memories are told of; each message is a JSON list of updates. */
export function memoryUpdatesChannel({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'mem', 'updates');
}

/** What a message on that channel says. */
export function memoryUpdatesIn(message: string): MemoryUpdate[] {
  return JSON.parse(message) as MemoryUpdate[];
}

/** Tells whoever listens now, on any replica, that memories were written. What expires by itself is not told. */
@Injectable()
export class MemoryUpdates {
  private readonly logger = new Logger(MemoryUpdates.name);

  constructor(private readonly redis: RedisClient) {}

  /** One message for a write, on the way with it or after it; nobody waits for it, and while Redis is away it is lost. */
  tell(place: NetworkPlace, updates: readonly MemoryUpdate[]): void {
    const channel = memoryUpdatesChannel(place);
    for (let from = 0; from < updates.length; from += MAX_AT_ONCE) {
      const message = JSON.stringify(updates.slice(from, from + MAX_AT_ONCE));
      this.redis
        .run((redis) => redis.publish(channel, message))
        .catch((error: unknown) => this.logger.debug({ err: error }, 'memory update not told'));
    }
  }
}
