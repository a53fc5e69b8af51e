/** Milliseconds that whoever handles a message has for its answer, unless the message says how many it wants. */
const DEADLINE_MS = 30_000;
/** The answer of a model that was asked with a time of its own, and the way back. */
const GRACE_MS = 2_000;
const LONGEST_MS = 600_000;
/** Messages that a replica handles at once: as many as its connections to Redis and to providers have use for. */
const MOST = 512;

/** A message that is being handled. */
interface InFlight {
  deadlineMs: number;
  timer?: NodeJS.Timeout;
}

/** The messages that a replica handles now, by channel and id: no more than it can, and each with its deadline. */
export class MessagesInFlight {
  private readonly messages = new Map<string, InFlight>();

  /** Whether one more would be too many. */
  get isFull(): boolean {
    return this.messages.size >= MOST;
  }

  /** A message has been taken. `data` may say in `timeout_ms` how long it may take. */
  take(key: string, data: unknown): void {
    this.messages.set(key, { deadlineMs: deadlineOf(data) });
  }

  /** Calls `late` when there is no answer by its deadline; nothing that comes after is one. */
  watch(key: string, late: (deadlineMs: number) => void): void {
    const message = this.messages.get(key);
    if (message === undefined) return;
    message.timer = setTimeout(() => {
      if (this.done(key)) late(message.deadlineMs);
    }, message.deadlineMs).unref();
  }

  /** Whether the message still waits for (more of) its answer. */
  isOpen(key: string): boolean {
    return this.messages.has(key);
  }

  /** The message was answered, or dropped; false when it was before. */
  done(key: string): boolean {
    clearTimeout(this.messages.get(key)?.timer);
    return this.messages.delete(key);
  }
}

function deadlineOf(data: unknown): number {
  const wanted = typeof data === 'object' && data !== null ? (data as { timeout_ms?: unknown }).timeout_ms : undefined;
  if (typeof wanted !== 'number' || !(wanted > 0)) return DEADLINE_MS;
  return Math.min(LONGEST_MS, Math.max(DEADLINE_MS, wanted) + GRACE_MS);
}
