import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { loadLua, meshKey, RedisClient } from '../../redis';
import { turnOf, type TurnReply } from './key-rates';
import { networkBlock } from './network-block';
import { refusal } from './refusals';

const TAKE = loadLua(__dirname, 'take-turn.lua');

/** Keys that are no good, a minute from one address: a whole team behind one address mistypes less, and guessing gets nowhere. */
const FAILURES_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Addresses that are kept out at once; the one that has waited longest gives way. */
const MAX_BLOCKED = 10_000;

/** Refusals of who may be guessing. Whoever shows a key that was revoked or has expired knew its secret, and harms nobody but himself. */
const GUESSES: ReadonlySet<string> = new Set(['api-key-unknown', 'api-key-malformed', 'signature-wrong']);

/** Whether a request that failed like this counts as an attempt to guess a key. */
export function isGuess(error: unknown): boolean {
  return error instanceof MeshError && GUESSES.has(error.code);
}

/**
 * Keeps out whoever shows bad keys again and again, from one address or one /64. Counted over all replicas, and only where a key was no good: who
 * has a good key costs nothing here. That one is kept out is known where his last failure was, until the time is over.
 */
@Injectable()
export class FailedAttempts {
  /** Until when whom: ms of the monotonic clock. */
  private readonly blocked = new Map<string, number>();

  constructor(private readonly redis: RedisClient) {}

  /** Before a key is looked at. @throws MeshError 429 `too-many-failures`. */
  assertMayTry(ip: string): void {
    if (this.blocked.size === 0) return;
    const block = networkBlock(ip);
    const untilMs = this.blocked.get(block);
    if (untilMs === undefined) return;
    const waitMs = untilMs - performance.now();
    if (waitMs > 0) throw refusal('too-many-failures', 'too many keys that are no good came from this address', { waitMs });
    this.blocked.delete(block);
  }

  /** After a key was found to be no good. Never rejects; nobody needs to wait for it. */
  async note(ip: string): Promise<void> {
    const block = networkBlock(ip);
    const reply = await this.redis.evaluate(TAKE, [meshKey(`failures:${block}`)], [FAILURES_PER_MINUTE]).catch(() => []);
    const turn = turnOf(reply as TurnReply | []);
    // Kept out as soon as the next one would be one too many: it is not to reach Redis.
    if (turn === undefined || turn.remaining > 0) return;
    const [oldest] = this.blocked.keys();
    if (this.blocked.size >= MAX_BLOCKED && oldest !== undefined) this.blocked.delete(oldest);
    this.blocked.set(block, performance.now() + turn.resetMs - MINUTE_MS + MINUTE_MS / FAILURES_PER_MINUTE);
  }
}
