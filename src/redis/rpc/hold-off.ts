/** Milliseconds after which a replica that comes next looks whether one before it has taken a message. */
const EACH_MS = 500;
/** Replicas that come one after the other; all others come together with the last of them. */
const MAX_RANK = 4;
/** Milliseconds between looks at what is due, which many messages share. */
const LOOK_EVERY_MS = 50;
/** Characters of packets that one process keeps meanwhile. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** A message of which others come first. */
interface Kept<T> {
  message: T;
  length: number;
  dueMs: number;
}

/** Messages that other replicas should answer, kept for the case that they do not. */
export class HoldOff<T> {
  /** By rank, each in the order in which they came, and so in that in which they are due. */
  private readonly queues = Array.from({ length: MAX_RANK + 1 }, (): Kept<T>[] => []);
  private length = 0;
  private timer?: NodeJS.Timeout | undefined;

  /** `due` is given messages whose time has come. */
  constructor(private readonly due: (messages: T[]) => void) {}

  /** Keeps a message of which `rank` replicas come first, 1 or more. Where there is no room it is dropped. */
  keep(message: T, rank: number, length: number): void {
    if (this.length + length > MAX_LENGTH) return;
    this.length += length;
    const at = Math.min(rank, MAX_RANK);
    this.queues[at]?.push({ message, length, dueMs: performance.now() + at * EACH_MS });
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Forgets everything. */
  clear(): void {
    for (const queue of this.queues) queue.length = 0;
    this.length = 0;
    this.rest();
  }

  private look(): void {
    const nowMs = performance.now();
    const due = this.queues.flatMap((queue) => {
      const stay = queue.findIndex(({ dueMs }) => dueMs > nowMs);
      return queue.splice(0, stay === -1 ? queue.length : stay);
    });
    for (const { length } of due) this.length -= length;
    if (this.queues.every((queue) => queue.length === 0)) this.rest();
    if (due.length > 0) this.due(due.map(({ message }) => message));
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
