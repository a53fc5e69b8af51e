import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { meshKey } from './keys';
import { loadLua } from './lua-script';
import type { RedisClient } from './redis.client';

const HOLD = loadLua(__dirname, 'hold-lead.lua');
const LEAVE = loadLua(__dirname, 'leave-lead.lua');

/** Milliseconds the lead holds without being renewed; three renewals fit in. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;

/** One turn of work; `signal` is aborted when the lead is lost or the process stops: whatever comes after must not be written. */
export type Turn = (signal: AbortSignal) => Promise<void>;

/**
 * Work that one process of all replicas does again and again. The lead is a lease in Redis: a leader that dies is followed within 15 s; one
 * that only stood still may for a moment work beside its successor, so a turn must bear being done twice.
 */
export class LedLoop {
  private readonly logger = new Logger(LedLoop.name);
  private readonly key: string;
  private readonly who = randomUUID();
  private timer?: NodeJS.Timeout;
  private turning: Promise<void> = Promise.resolve();
  private leading?: AbortController;
  private stopped = true;

  constructor(
    private readonly redis: RedisClient,
    private readonly name: string,
    /** Milliseconds from the end of a turn to the next. */
    private readonly everyMs: number,
    private readonly turn: Turn,
  ) {
    this.key = meshKey(`leader:${name}`);
  }

  /** Whether this process had the lead when it last looked. */
  get leads(): boolean {
    return this.leading !== undefined;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.wait(0);
  }

  /** Takes a turn soon, if this process leads: for hints that there is something to do. */
  hurry(): void {
    if (this.leads && this.timer !== undefined) this.wait(0);
  }

  /** Lets the turn under way end, and another process take the lead at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.leading?.abort();
    await this.turning;
    if (this.leading !== undefined) await this.redis.evaluate(LEAVE, [this.key], [this.who]).catch(() => undefined);
    this.leading = undefined;
  }

  private wait(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.turning = this.takeTurn().then(() => {
        if (!this.stopped) this.wait(this.leads ? this.everyMs : Math.min(this.everyMs, RENEW_EVERY_MS));
      });
    }, delayMs);
    this.timer.unref();
  }

  private async takeTurn(): Promise<void> {
    try {
      if (!(await this.hold()) || this.stopped) return;
      const leading = this.leading as AbortController;
      const renewal = setInterval(() => void this.hold().catch(() => this.lose()), RENEW_EVERY_MS).unref();
      try {
        await this.turn(leading.signal);
      } finally {
        clearInterval(renewal);
      }
    } catch (error) {
      this.logger.warn({ loop: this.name, err: error }, 'a turn of work failed; the next one goes on');
    }
  }

  private async hold(): Promise<boolean> {
    const holds = (await this.redis.evaluate(HOLD, [this.key], [this.who, LEASE_MS])) === 1;
    if (!holds) this.lose();
    else if (this.leading === undefined) this.leading = new AbortController();
    return holds;
  }

  private lose(): void {
    this.leading?.abort();
    this.leading = undefined;
  }
}
