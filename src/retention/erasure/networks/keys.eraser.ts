import { Injectable } from '@nestjs/common';
import { erasedKey } from '../../../networks';
import { asPattern, networkKey, RedisClient, scanKeys, type NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** Every key of the network that is still there once all others are done: batches, feeds, loads and records of agents. The mark stays. */
@Injectable()
export class KeysEraser implements NetworkEraser {
  readonly type = 'other_keys';

  constructor(private readonly redis: RedisClient) {}

  async erase(place: NetworkPlace, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const keys of this.keysOf(place)) {
      signal.throwIfAborted();
      erased += await this.redis.run((redis) => redis.unlink(...keys));
    }
    return erased;
  }

  async remaining(place: NetworkPlace, signal: AbortSignal): Promise<number> {
    let count = 0;
    for await (const keys of this.keysOf(place)) {
      signal.throwIfAborted();
      count += keys.length;
    }
    return count;
  }

  private async *keysOf(place: NetworkPlace): AsyncGenerator<string[]> {
    const mark = erasedKey(place);
    for await (const keys of scanKeys(this.redis, `${asPattern(networkKey(place.tenantId, place.networkId, ''))}*`)) {
      const others = keys.filter((key) => key !== mark);
      if (others.length > 0) yield others;
    }
  }
}
