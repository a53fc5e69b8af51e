import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MeshError } from '../../errors';
import { KeyRefusal } from './key-refusal';
import { Revocations } from './revocations';

/** Milliseconds between two looks at what was revoked: a stream is to be closed within a second. */
const LOOK_EVERY_MS = 300;
/** Revoked keys remembered, so that who was let in just before and begins to stream just after is found too. */
const MAX_REMEMBERED = 10_000;

interface Watched {
  keyId: string;
  expiresAtMs?: number;
}

interface Watcher {
  expiresAtMs: number;
  end: (why: MeshError) => void;
}

/** Ends what goes on with a key for longer than a request: streams, and steps of tasks. One look for all of a process, and none while nothing goes on. */
@Injectable()
export class KeyWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(KeyWatch.name);
  private readonly watchers = new Map<string, Set<Watcher>>();
  private readonly revoked = new Set<string>();
  private seen = '0-0';
  private timer?: NodeJS.Timeout;
  private isStopped = false;

  constructor(private readonly revocations: Revocations) {}

  async onModuleInit(): Promise<void> {
    this.seen = await this.revocations.latest();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Calls `end` once when the key is revoked or its time is over, at the latest 300 ms after; call what it returns when that matters no more. */
  watch({ keyId, expiresAtMs = Infinity }: Watched, end: (why: MeshError) => void): () => void {
    const watcher: Watcher = { expiresAtMs, end };
    const watchers = this.watchers.get(keyId) ?? new Set();
    this.watchers.set(keyId, watchers.add(watcher));
    if (this.revoked.has(keyId)) queueMicrotask(() => this.endAll(keyId, () => true, 'revoked'));
    this.lookLater();
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.watchers.get(keyId) === watchers) this.watchers.delete(keyId);
    };
  }

  /** Whether this process has heard that the key was revoked; it asks nobody. */
  isRevoked(keyId: string): boolean {
    return this.revoked.has(keyId);
  }

  private lookLater(): void {
    if (this.timer !== undefined || this.isStopped || this.watchers.size === 0) return;
    this.timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.logger.debug({ err: error }, 'revocations cannot be read'))
        .finally(() => {
          this.timer = undefined;
          this.lookLater();
        });
    }, LOOK_EVERY_MS).unref();
  }

  private async look(): Promise<void> {
    const now = Date.now();
    for (const keyId of [...this.watchers.keys()]) this.endAll(keyId, ({ expiresAtMs }) => expiresAtMs <= now, 'expired');
    for (;;) {
      const found = await this.revocations.after(this.seen);
      for (const { id, keyIds } of found) {
        this.seen = id;
        for (const keyId of keyIds) {
          this.remember(keyId);
          this.endAll(keyId, () => true, 'revoked');
        }
      }
      if (found.length === 0) return;
    }
  }

  private remember(keyId: string): void {
    this.revoked.delete(keyId);
    this.revoked.add(keyId);
    if (this.revoked.size > MAX_REMEMBERED) this.revoked.delete(this.revoked.values().next().value as string);
  }

  private endAll(keyId: string, concerns: (watcher: Watcher) => boolean, why: 'revoked' | 'expired'): void {
    for (const watcher of [...(this.watchers.get(keyId) ?? [])]) {
      if (!concerns(watcher)) continue;
      this.watchers.get(keyId)?.delete(watcher);
      watcher.end(new KeyRefusal(why, keyId));
    }
    if (this.watchers.get(keyId)?.size === 0) this.watchers.delete(keyId);
  }
}
