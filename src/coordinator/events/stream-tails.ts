import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Bell } from './bell';
import { Channels } from './channels';
import { StreamTail, type TailSource } from './stream-tail';

/** Milliseconds between looks at tails of which nothing was heard, and how many are looked at then: what that costs does not grow with them. */
const LOOK_EVERY_MS = 1_000;
const LOOKS_AT_ONCE = 20;
/** Milliseconds for which nobody looks again at a tail. */
const REST_MS = 5_000;

interface Kept {
  tail: StreamTail;
  leaveChannel: Promise<() => void>;
  lookedAtMs: number;
}

/** The tails of all streams that are followed in this process, one for each. */
@Injectable()
export class StreamTails implements OnModuleInit, OnModuleDestroy {
  /** By the key of the stream; the one that was looked at longest ago stands first. */
  private readonly tails = new Map<string, Kept>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly channels: Channels) {}

  onModuleInit(): void {
    this.channels.onMissed(() => this.tails.forEach(({ tail }) => tail.look()));
    this.channels.stopped.addEventListener('abort', () => this.tails.forEach(({ tail }) => tail.wakeAll()));
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Enters `follower` at the tail of the stream `key`, which is also the channel that tells of something new there: that is heard once this resolves. */
  async enter(key: string, source: TailSource, follower: Bell): Promise<StreamTail> {
    const kept = this.tails.get(key) ?? this.keep(key, new StreamTail(source));
    kept.tail.enter(follower); // before anything is waited for, or it may be left by then
    await kept.leaveChannel;
    return kept.tail;
  }

  /** Nobody reads for nobody. */
  leave(key: string, tail: StreamTail, follower: Bell): void {
    tail.leave(follower);
    const kept = this.tails.get(key);
    if (kept?.tail !== tail || tail.isFollowed) return;
    this.tails.delete(key);
    void kept.leaveChannel.then((leave) => leave());
    if (this.tails.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private keep(key: string, tail: StreamTail): Kept {
    const kept = { tail, leaveChannel: this.channels.listen(key, () => tail.look()), lookedAtMs: performance.now() };
    this.tails.set(key, kept);
    this.timer ??= setInterval(() => this.lookAround(), LOOK_EVERY_MS).unref();
    return kept;
  }

  /** Should a hint have been lost unseen, or the end of a stream not have been told. */
  private lookAround(): void {
    const now = performance.now();
    let looks = 0;
    for (const [key, kept] of this.tails) {
      if (looks === LOOKS_AT_ONCE || now - kept.lookedAtMs < REST_MS) return;
      looks += 1;
      kept.lookedAtMs = now;
      this.tails.delete(key);
      this.tails.set(key, kept);
      kept.tail.forget();
      kept.tail.look();
    }
  }
}
