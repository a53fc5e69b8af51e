import { randomUUID } from 'node:crypto';
import { meshKey } from '../keys';
import { loadLua } from '../lua-script';
import type { RedisClient } from '../redis.client';
import { hash32, rankOf } from './rendezvous';

const BEAT = loadLua(__dirname, 'beat-roster.lua');
const KEY = meshKey('rpc', 'roster');
/** Milliseconds between beats, and for which one holds: a process that dies is forgotten within four seconds. */
const BEAT_EVERY_MS = 1_000;
const HOLDS_MS = 4_000;

/** A process and the patterns that it answers, as JSON. */
type Member = [id: string, ...patterns: string[]];

/**
 * Which processes answer which messages. It only says who should come first, so that work is spread evenly: that exactly one answers is
 * for the claim to see to, and what is wrong here for a moment costs time and nothing else.
 */
export class Roster {
  private readonly id = randomUUID();
  private readonly own = hash32(this.id);
  private member?: string;
  private timer?: NodeJS.Timeout;
  /** By pattern the hashes of the other processes that answer it. */
  private others = new Map<string, number[]>();

  constructor(private readonly redis: RedisClient) {}

  /** Stands in the roster from now on, with these patterns. */
  async join(patterns: readonly string[]): Promise<void> {
    this.member = JSON.stringify([this.id, ...patterns] satisfies Member);
    this.timer = setInterval(() => void this.beat(), BEAT_EVERY_MS).unref();
    await this.beat();
  }

  /** The others learn of it with their next beat. */
  leave(): void {
    clearInterval(this.timer);
    const { member } = this;
    if (member !== undefined) this.redis.run((redis) => redis.zrem(KEY, member)).catch(() => undefined);
  }

  /** How many processes should answer a message before this one does. */
  rank(pattern: string, id: string): number {
    const others = this.others.get(pattern);
    return others === undefined ? 0 : rankOf(hash32(id), this.own, others);
  }

  private async beat(): Promise<void> {
    try {
      const members = (await this.redis.evaluate(BEAT, [KEY], [this.member ?? '', HOLDS_MS])) as string[];
      this.others = othersOf(members, this.id);
    } catch {
      this.others = new Map(); // nobody knows who is there: whoever is first answers
    }
  }
}

function othersOf(members: readonly string[], ownId: string): Map<string, number[]> {
  const others = new Map<string, number[]>();
  for (const member of members) {
    const [id, ...patterns] = JSON.parse(member) as Member;
    if (id === ownId) continue;
    for (const pattern of patterns) others.set(pattern, [...(others.get(pattern) ?? []), hash32(id)]);
  }
  return others;
}
