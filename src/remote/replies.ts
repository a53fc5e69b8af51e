import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClient } from '../redis';
import type { Bodies } from './bodies';
import { callerOf, repliesChannelOf } from './call';
import { UNCOUNTED, type Frame } from './frame';
import type { Seal } from './seal';

/** Milliseconds between tries to tell a caller something that must not be lost: Redis may be away, or the caller's connection. */
const PAUSES_MS = [100, 250, 500, 1_000, 2_000];
/** Signs of life in a row that nobody hears, after which there is no caller any more: longer than a connection takes to come back. */
const UNHEARD = 5;
/** Milliseconds for which a large frame lies there for its caller. */
const HOLD_MS = 60_000;

/** Tells one caller of one call, in order. */
export class Replies {
  private seq = 0;
  private closed = false;
  private isDeserted = false;
  private unheard = 0;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly callId: string,
    private readonly redis: RedisClient,
    private readonly bodies: Bodies,
    private readonly seal: Seal,
    /** Nobody listens any more; from now on nothing is told. */
    private readonly deserted: () => void,
  ) {}

  /** That somebody works on it. May be lost. */
  alive(): void {
    if (this.closed) return;
    this.tail = this.tail.then(() => this.sign());
  }

  /** After the last frame nothing is told any more. */
  tell(frame: Exclude<Frame, { type: 'alive' }>): Promise<void> {
    if (this.closed) return this.tail;
    this.closed = frame.type === 'end' || frame.type === 'fail';
    const seq = this.seq++;
    this.tail = this.tail.then(() => this.surely(frame, seq));
    return this.tail;
  }

  private async sign(): Promise<void> {
    const isHeard = await this.publish({ type: 'alive' }, UNCOUNTED).catch(() => false);
    this.unheard = isHeard ? 0 : this.unheard + 1;
    if (this.unheard >= UNHEARD) this.desert();
  }

  /** Tries for as long as a Redis takes to come back. */
  private async surely(frame: Frame, seq: number): Promise<void> {
    for (const pauseMs of PAUSES_MS) {
      if (this.isDeserted || (await this.publish(frame, seq).catch(() => false))) return;
      await pause(pauseMs);
    }
    if (!(await this.publish(frame, seq).catch(() => false))) this.desert();
  }

  private desert(): void {
    this.closed = true;
    this.isDeserted = true;
    this.deserted();
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
