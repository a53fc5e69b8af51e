import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bell } from './bell';
import { BEFORE_ALL, isAfter } from './event-order';
import type { MeshEvent } from './mesh-event';

/** Events that are kept for those who have not taken them yet. Who lags further behind reads the stream himself. */
const MAX_KEPT = 200;
/** Followers that are woken at once: each writes to a connection, and others are to have their turn in between. */
const WOKEN_AT_ONCE = 200;

/** Where a tail gets its events from. */
export interface TailSource {
  /** Events after an id, oldest first; at most `MAX_KEPT`. */
  read(afterId: string, limit: number): Promise<MeshEvent[]>;
  /** Whether nothing more can come now that `last` was read. */
  isOver(last: MeshEvent | undefined): Promise<boolean>;
}

/**
 * The end of one stream, read once for all of this process that follow it, however many. It begins where the first of them has come to the end;
 * while nothing happens nothing is read.
 */
export class StreamTail {
  private readonly followers = new Set<Bell>();
  /** Events after `from`, oldest first; `from` is undefined until it has begun. `dropped` were there before them. */
  private events: MeshEvent[] = [];
  private dropped = 0;
  private from?: string;
  private last?: MeshEvent;
  private over?: Promise<boolean>;
  private looking?: Promise<void>;
  private isHinted = false;

  constructor(private readonly source: TailSource) {}

  get isFollowed(): boolean {
    return this.followers.size > 0;
  }

  enter(follower: Bell): void {
    this.followers.add(follower);
  }

  leave(follower: Bell): void {
    this.followers.delete(follower);
  }

  /** Begins at the end of the stream, which somebody has just read; `last` is what stands there. Harmless once it has begun. */
  begin(last: MeshEvent | undefined): void {
    if (this.from !== undefined) return;
    this.last = last;
    this.from = last?.id ?? BEFORE_ALL;
    if (this.isHinted) this.look(); // it may have been read before what the hint told of
  }

  /** The place of what comes next after `id`; undefined where that is no longer, or not yet, known here. Places count up. */
  placeAfter(id: string): number | undefined {
    if (this.from === undefined || isAfter(this.from, id)) return undefined;
    return this.dropped + this.events.findLastIndex((event) => !isAfter(event.id, id)) + 1;
  }

  /** What stands at a place; undefined where nothing does yet, `gone` where it does no longer. */
  at(place: number): MeshEvent | 'gone' | undefined {
    return place < this.dropped ? 'gone' : this.events[place - this.dropped];
  }

  /** Whether nothing more can come; asked once for all until something happens. */
  isOver(): Promise<boolean> {
    this.over ??= this.source.isOver(this.last).catch((error: unknown) => {
      this.over = undefined;
      throw error;
    });
    return this.over;
  }

  /** Reads what is new, since something may be, and wakes those who wait for it. While Redis is away it is read by a later look. */
  look(): void {
    this.isHinted = true;
    if (this.from === undefined) return;
    this.looking ??= this.readOn()
      .catch(() => undefined)
      .finally(() => {
        this.looking = undefined;
        if (this.isHinted) this.look();
      });
  }

  /** Wakes everybody at once, though nothing may be new. */
  wakeAll(): void {
    for (const follower of this.followers) follower.ring();
  }

  /** Drops what all who keep up have long taken. */
  forget(): void {
    this.drop(this.events.length);
  }

  private async readOn(): Promise<void> {
    for (let isMore = true; isMore;) {
      this.isHinted = false;
      const read = await this.source.read(this.last?.id ?? BEFORE_ALL, MAX_KEPT);
      isMore = read.length === MAX_KEPT;
      this.over = undefined;
      this.keep(read);
      await this.wake();
    }
  }

  private keep(read: readonly MeshEvent[]): void {
    this.last = read.at(-1) ?? this.last;
    this.events.push(...read);
    this.drop(this.events.length - MAX_KEPT);
  }

  private drop(count: number): void {
    if (count <= 0) return;
    this.from = this.events.splice(0, count).at(-1)?.id;
    this.dropped += count;
  }

  private async wake(): Promise<void> {
    let woken = 0;
    for (const follower of [...this.followers]) {
      follower.ring();
      woken += 1;
      if (woken % WOKEN_AT_ONCE === 0) await nextTurn();
    }
  }
}
