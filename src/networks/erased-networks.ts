import { Injectable } from '@nestjs/common';
import { networkKey, RedisClient, type NetworkPlace } from '../redis';

/** Seconds for which nothing can be written in a network that was erased, nor another take its id: longer than anything that began before waits. */
const ERASED_SECONDS = 30 * 86_400;

/** The networks that are erased, or are being erased. Scripts that write ask for the mark, see `refuse-erased.lua`. */
@Injectable()
export class ErasedNetworks {
  constructor(private readonly redis: RedisClient) {}

  /** From now on nothing new is written in the network, and it is neither stored in a database nor restored. */
  async mark(place: NetworkPlace): Promise<void> {
    await this.redis.run((redis) => redis.set(erasedKey(place), '1', 'EX', ERASED_SECONDS));
  }

  async isMarked(place: NetworkPlace): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(erasedKey(place)))) === 1;
  }
}

/** The mark of a network; it lies with the keys of its memory, whose restoration asks for it first. */
export function erasedKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'mem', 'erased');
}
