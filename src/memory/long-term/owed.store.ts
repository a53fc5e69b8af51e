import { Injectable } from '@nestjs/common';
import { loadLua, NetworkAgenda, networkKey, RedisClient } from '../../redis';
import type { MemoryPlace } from '../index/memory-index.store';
import type { SeenMemory } from '../working-memory.store';

const SETTLE_PROMOTIONS = loadLua(__dirname, 'settle-promotions.lua');
const SETTLE_FORGETS = loadLua(__dirname, 'settle-forgets.lua');

/** Ids in one command. */
const MAX_PER_COMMAND = 500;
/** Milliseconds from one look at what is to be forgotten by policy to the next: a day. */
const POLICY_EVERY_MS = 86_400_000;

/**
 * What the database is owed: memories that it does not have as they are, and memories that it may have though they are gone. The two sets of a
 * network are written by the scripts that write and delete memories, so nothing is forgotten; the agenda only says where to look.
 */
@Injectable()
export class OwedStore {
  readonly agenda: NetworkAgenda;

  constructor(private readonly redis: RedisClient) {
    this.agenda = new NetworkAgenda(redis, 'promotions');
  }

  /** Some memories to be stored, at most `limit`. */
  async promotions(place: MemoryPlace, limit: number): Promise<string[]> {
    return this.redis.run((redis) => redis.srandmember(keyOf(place, 'promotions'), limit));
  }

  /** Some memories to be forgotten, at most `limit`. */
  async forgets(place: MemoryPlace, limit: number): Promise<string[]> {
    return this.redis.run((redis) => redis.srandmember(keyOf(place, 'forgets'), limit));
  }

  /** Those of `memoryIds` that are to be forgotten. */
  async forgetsAmong(place: MemoryPlace, memoryIds: readonly string[]): Promise<string[]> {
    const owed: string[] = [];
    for (const ids of batches(memoryIds)) {
      const found = await this.redis.run((redis) => redis.smismember(keyOf(place, 'forgets'), ...ids));
      owed.push(...ids.filter((_id, at) => found[at] === 1));
    }
    return owed;
  }

  /** Notes that memories are to be forgotten, whether they are in Redis or not. */
  async owe(place: MemoryPlace, memoryIds: readonly string[]): Promise<void> {
    for (const ids of batches(memoryIds)) await this.redis.run((redis) => redis.sadd(keyOf(place, 'forgets'), ...ids));
  }

  /** Nothing is to be forgotten any more, since nobody will: the set would grow for ever. */
  async forgetsNothing(place: MemoryPlace): Promise<void> {
    await this.redis.run((redis) => redis.unlink(keyOf(place, 'forgets')));
  }

  /** Whether the policy was not held for a day. */
  async isPolicyDue(place: MemoryPlace): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(keyOf(place, 'policy-held')))) === 0;
  }

  /** The policy holds: nothing is left to be forgotten for now. */
  async notePolicyHeld(place: MemoryPlace): Promise<void> {
    await this.redis.run((redis) => redis.set(keyOf(place, 'policy-held'), '1', 'PX', POLICY_EVERY_MS));
  }

  /** Whether the database is owed anything. */
  async isOwing(place: MemoryPlace): Promise<boolean> {
    const names = ['promotions', 'forgets'] as const;
    const counts = await this.redis.run((redis) => Promise.all(names.map((name) => redis.scard(keyOf(place, name)))));
    return counts.some((count) => count > 0);
  }

  /** These were asked for and found so, by id: they are stored, unless they have changed meanwhile. */
  async promoted(place: MemoryPlace, memoryIds: readonly string[], found: ReadonlyMap<string, SeenMemory>): Promise<void> {
    const args = memoryIds.flatMap((id) => [id, found.get(id)?.number ?? -1, found.get(id)?.version ?? -1]);
    await this.redis.evaluate(SETTLE_PROMOTIONS, [networkKey(place.tenantId, place.networkId, 'mem', '')], args);
  }

  /** These are gone from the database. */
  async forgotten(place: MemoryPlace, memoryIds: readonly string[]): Promise<void> {
    for (const ids of batches(memoryIds))
      await this.redis.evaluate(SETTLE_FORGETS, [keyOf(place, 'forgets'), keyOf(place, 'restoring')], [...ids]);
  }

  /** The rows of an erased network are gone: nothing is owed any more. */
  async owesNothing(place: MemoryPlace): Promise<void> {
    await this.redis.run((redis) => redis.del(keyOf(place, 'promotions'), keyOf(place, 'forgets')));
  }
}

const keyOf = ({ tenantId, networkId }: MemoryPlace, name: 'promotions' | 'forgets' | 'restoring' | 'policy-held') =>
  networkKey(tenantId, networkId, 'mem', name);

function* batches(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += MAX_PER_COMMAND) yield ids.slice(from, from + MAX_PER_COMMAND);
}
