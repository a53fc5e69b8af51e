import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { MeshError } from '../errors';
import { METRIC } from '../observability';
import { RedisClient } from '../redis';
import { Bodies } from './bodies';
import { CANCEL_CHANNEL, channelOf, repliesChannelOf, type RemoteCall } from './call';
import type { FramePacket } from './frame';
import { nobody, OpenCall, type Listener } from './open-call';
import { Seal } from './seal';

/** Calls of one process that wait at the same time. */
const MAX_OPEN = 10_000;
/** Pieces of a stream that wait for whoever reads it. */
const MAX_PIECES = 10_000;
/** Milliseconds that a connection has to listen for answers before the first call is given up. */
const LISTEN_MS = 1_500;
/** Milliseconds of the longest call, as messages have it. */
const LONGEST_MS = 600_000;
/** Milliseconds that a body lies there for longer than its call may take. */
const HOLD_ON_MS = 5_000;

/** How a call is made. */
export interface RemoteOptions {
  /** For which somebody waits; over it the other side stops by itself. At most 600,000. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Told what the other side says on the side. */
  note?: (value: unknown) => void;
}

/**
 * Asks processes of other roles over the Redis that all of them share. One of those that have the role takes the call, and gives a sign of life
 * every second; when it falls silent the call fails after ten. Nothing is asked twice: whether to is for whoever asks to say.
 */
@Injectable()
export class RemoteCalls implements OnApplicationShutdown {
  private readonly logger = new Logger(RemoteCalls.name);
  private readonly caller = randomUUID();
  private readonly open = new Map<string, OpenCall>();
  private count = 0;
  private isStopping = false;
  private listening?: Promise<void> | undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly bodies: Bodies,
    private readonly seal: Seal,
    @InjectMetric(METRIC.remoteCallSeconds) private readonly seconds: Histogram<'role' | 'call' | 'outcome'>,
  ) {}

  /**
   * What `call` answers to `given`, which is to be plain data.
   * @throws MeshError of the kind and code that it failed with there; `<role>-away` or `<role>-lost` (503) where nobody took it, or who did is
   * gone; `redis-unavailable`; or the reason of the signal.
   */
  async ask<T>(call: RemoteCall, given: unknown, options: RemoteOptions): Promise<T> {
    return (await this.made(call, given, options, () => undefined)) as T;
  }

  /** As `ask`, piece by piece. Leaving the loop early calls it off. */
  async *stream<T>(call: RemoteCall, given: unknown, { signal, ...options }: RemoteOptions): AsyncGenerator<T> {
    const left = new AbortController();
    const follow = () => left.abort(signal?.reason);
    if (signal?.aborted === true) follow();
    else signal?.addEventListener('abort', follow, { once: true });
    const pieces = new Readable({ objectMode: true, read: () => undefined });
    const waiting = (piece: unknown) => {
      pieces.push(piece);
      if (pieces.readableLength > MAX_PIECES) left.abort(new MeshError('internal', 'remote-reader-too-slow', 'a stream was not read'));
    };
    const end = this.made(call, given, { ...options, signal: left.signal }, waiting);
    end.then(
      () => pieces.push(null),
      (error: Error) => pieces.destroy(error),
    );
    try {
      for await (const piece of pieces) yield piece as T;
    } finally {
      signal?.removeEventListener('abort', follow);
      left.abort(new DOMException('the stream was left', 'AbortError'));
    }
  }

  /** Whoever still waits is told so: an answer could not be heard any more. */
  onApplicationShutdown(): void {
    this.isStopping = true;
    for (const one of this.open.values()) one.fail(stopping());
  }

  private async made(call: RemoteCall, given: unknown, options: RemoteOptions, piece: Listener['piece']): Promise<unknown> {
    const stop = this.seconds.startTimer({ role: call.role, call: call.name });
    try {
      const answer = await this.through(call, given, options, piece);
      stop({ outcome: 'answered' });
      return answer;
    } catch (error) {
      stop({ outcome: error instanceof MeshError ? error.code : 'called-off' });
      throw error;
    }
  }

  private async through(call: RemoteCall, given: unknown, options: RemoteOptions, piece: Listener['piece']): Promise<unknown> {
    const { signal, note = () => undefined } = options;
    signal?.throwIfAborted();
    if (this.isStopping) throw stopping();
    if (this.open.size >= MAX_OPEN) throw new MeshError('unavailable', 'too-many-calls', 'too many calls wait for other processes');
    await this.listen();
    signal?.throwIfAborted();
    const one = new OpenCall(`${this.caller}.${(this.count += 1)}`, call, { piece, note }, this.bodies, this.seal);
    const callOff = () => this.callOff(one, signal?.reason);
    this.open.set(one.id, one);
    signal?.addEventListener('abort', callOff, { once: true });
    try {
      await this.send(one, call, given, options.timeoutMs);
      return await one.end;
    } catch (error) {
      one.fail(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', callOff);
      this.open.delete(one.id);
    }
  }

  private async send({ id }: OpenCall, call: RemoteCall, given: unknown, askedMs: number): Promise<void> {
    const pattern = channelOf(call);
    const timeoutMs = Math.min(LONGEST_MS, Math.max(100, Math.ceil(askedMs)));
    const text = JSON.stringify(given);
    const sentAtMs = Date.now();
    const carried = await this.bodies.put(text, timeoutMs + HOLD_ON_MS);
    const data = { timeout_ms: timeoutMs, sent_at: sentAtMs, seal: this.seal.of([pattern, id, sentAtMs, timeoutMs], text), ...carried };
    const isHeard = await this.redis.run(async (redis) => {
      const listeners = await redis.publish(pattern, JSON.stringify({ pattern, data, id }));
      return listeners > 0 || redis.isCluster;
    });
    if (!isHeard) throw nobody(call);
  }

  private callOff(one: OpenCall, reason: unknown): void {
    one.callOff(reason);
    const packet = { pattern: CANCEL_CHANNEL, data: { call: one.id, seal: this.seal.of([CANCEL_CHANNEL], one.id) } };
    this.redis.run((redis) => redis.publish(CANCEL_CHANNEL, JSON.stringify(packet))).catch(() => undefined); // its time is limited there
  }

  /** Listens from the first call on. @throws MeshError `redis-unavailable`. */
  private async listen(): Promise<void> {
    this.listening ??= this.subscribe().catch((error: unknown) => {
      this.listening = undefined;
      throw error;
    });
    await this.listening;
  }

  private async subscribe(): Promise<void> {
    const subscription = this.redis.open('subscribe');
    subscription.on('message', (_channel: string, text: string) => this.hear(text));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new MeshError('unavailable', 'redis-unavailable', 'Redis does not answer')), LISTEN_MS);
    });
    try {
      await Promise.race([subscription.subscribe(repliesChannelOf(this.caller)), late]);
    } catch (error) {
      subscription.disconnect();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private hear(text: string): void {
    try {
      const packet = JSON.parse(text) as FramePacket;
      this.open.get(packet.id as string)?.hear(packet);
    } catch (error) {
      this.logger.warn({ err: error }, 'an answer could not be read');
    }
  }
}

function stopping(): MeshError {
  return new MeshError('unavailable', 'remote-stopping', 'this process stops', { retryAfterSeconds: 1 });
}
