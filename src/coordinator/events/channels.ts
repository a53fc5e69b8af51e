import { setMaxListeners } from 'node:events';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { RedisClient, type RedisConnection } from '../../redis';

/** Listens on channels of Redis for those in this process who wait for something there: each channel is subscribed to once, while anybody listens. */
@Injectable()
export class Channels implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Channels.name);
  private readonly subscription: RedisConnection;
  private readonly listeners = new Map<string, Set<(message: string) => void>>();
  private readonly missed = new Set<() => void>();
  private readonly stopping = new AbortController();

  constructor(redis: RedisClient) {
    setMaxListeners(0, this.stopping.signal); // one for each stream and running step
    this.subscription = redis.open('subscribe');
    this.subscription.on('message', (channel: string, message: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(message);
    });
    this.subscription.on('ready', () => {
      // What it was subscribed to it has asked for again by now, and commands are answered in order.
      this.subscription.ping().then(
        () => this.missed.forEach((look) => look()),
        () => undefined, // it is lost again
      );
    });
  }

  /** Aborts when this process stops, so that streams end and workers let go. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * Calls `listener` at each message; one may be missed while Redis is away, so whoever listens looks now and then by itself. Resolves to the way
   * out once the subscription stands, or could not be made.
   */
  async listen(channel: string, listener: (message: string) => void): Promise<() => void> {
    const known = this.listeners.get(channel);
    const listeners = known ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
    // Connections subscribe again by themselves to what was subscribed to once; commands are sent in order.
    const subscribed = known ? this.subscription.ping() : this.subscription.subscribe(channel);
    await subscribed.catch((error: unknown) => this.logger.debug({ channel, err: error }, 'not subscribed yet'));
    return () => this.leave(channel, listener);
  }

  /** Calls `look` whenever the connection was made anew: messages that came in between were missed. */
  onMissed(look: () => void): void {
    this.missed.add(look);
  }

  /** Ends every stream and calls off every step of this process. */
  stop(): void {
    this.stopping.abort();
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  private leave(channel: string, listener: (message: string) => void): void {
    const listeners = this.listeners.get(channel);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.listeners.delete(channel);
    this.subscription.unsubscribe(channel).catch(() => undefined); // what is heard there finds no listener
  }
}
