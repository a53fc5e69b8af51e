import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClient } from '../redis';
import type { Bodies } from './bodies';
import { callerOf, repliesChannelOf } from './call';
import { UNCOUNTED, type Frame } from './frame';
import type { Seal } from './seal';

/** Milliseconds between tries to tell a caller something that must not be lost: Redis may be away, or the caller's connection. */
const PAUSES_MS = [100, 250, 500, 1_000, 2_000];
/** Milliseconds for which a large frame lies there for its caller. */
const HOLD_MS = 60_000;

/** Tells one caller of one call, in order. */
export class Replies {
  private seq = 0;
  private closed = false;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly callId: string,
    private readonly redis: RedisClient,
    private readonly bodies: Bodies,
    private readonly seal: Seal,
  ) {}

  /** That somebody works on it. May be lost. */
  alive(): void {
    if (this.closed) return;
    this.tail = this.tail
      .then(() => this.publish({ type: 'alive' }, UNCOUNTED))
      .then(
        () => undefined,
        () => undefined,
      );
  }

  /** After the last frame nothing is told any more. */
  tell(frame: Exclude<Frame, { type: 'alive' }>): Promise<void> {
    if (this.closed) return this.tail;
    this.closed = frame.type === 'end' || frame.type === 'fail';
    const seq = this.seq++;
    this.tail = this.tail.then(() => this.surely(frame, seq));
    return this.tail;
  }

  /** Tries for as long as a Redis takes to come back. What is lost nevertheless the caller sees by the numbers. */
  private async surely(frame: Frame, seq: number): Promise<void> {
    for (const pauseMs of [...PAUSES_MS, 0]) {
      const isHeard = await this.publish(frame, seq).catch(() => false);
      if (isHeard) return;
      await pause(pauseMs);
    }
  }

  /** Whether somebody heard it; in a Cluster nobody can say. */
  private async publish(frame: Frame, seq: number): Promise<boolean> {
    const text = JSON.stringify(frame);
    const { callId: id } = this;
    const packet = { id, seq, seal: this.seal.of(['reply', id, seq], text), ...(await this.bodies.put(text, HOLD_MS)) };
    return this.redis.run(async (redis) => {
      const listeners = await redis.publish(repliesChannelOf(callerOf(id)), JSON.stringify(packet));
      return listeners > 0 || redis.isCluster;
    });
  }
}
