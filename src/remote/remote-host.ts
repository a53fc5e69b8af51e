import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ServerConfig } from '../config';
import { MeshError } from '../errors';
import { OneResponderServer, RedisClient, REPLIES_ITSELF, type MessageContext } from '../redis';
import { Bodies } from './bodies';
import { CANCEL_CHANNEL, channelOf, type RemoteCall } from './call';
import { Replies } from './replies';
import { Seal } from './seal';
import { wireFailureOf } from './wire-failure';

/** Milliseconds after which a call says for the first time that it is being worked on, and between the times after it. */
const FIRST_SIGN_MS = 500;
const SIGN_EVERY_MS = 1_000;
/** Milliseconds by which the clocks of two processes may differ. What was sent before it is over: it may have been sent again by anybody. */
const MAX_SKEW_MS = 30_000;
/** What one process takes on for the others; a call of a model waits rather than works. */
const IN_FLIGHT = { running: 1_024, waiting: 4_096, waitingLength: 64 * 1024 * 1024, waitMs: 5_000 };
/** Milliseconds in which what was called off tells its caller so. */
const LAST_WORDS_MS = 1_000;

/** What a handler knows of the call that it works on. */
export interface HostedCall {
  /** Aborts when nobody waits for it any more. */
  signal: AbortSignal;
  piece: (value: unknown) => void;
  note: (value: unknown) => void;
}

/** Does what is asked, which comes from a process of this mesh. What it resolves to is plain data. */
type Handler = (given: never, call: HostedCall) => Promise<unknown>;

/** Does for processes of other roles what this one has been named for; `all` in one process serves nobody else. */
@Injectable()
export class RemoteHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RemoteHost.name);
  private readonly handlers = new Map<string, Handler>();
  private readonly running = new Map<string, AbortController>();
  private serves = false;
  private server?: OneResponderServer;

  constructor(
    private readonly config: ServerConfig,
    private readonly redis: RedisClient,
    private readonly bodies: Bodies,
    private readonly seal: Seal,
  ) {}

  /** Answers others from the start of the application on: what only borrows parts of a mesh does not. */
  enable(): void {
    this.serves = true;
  }

  /** Before the application has begun, from where `call` is at home. */
  offer(call: RemoteCall, handler: Handler): void {
    if (this.config.roles.includes(call.role)) this.handlers.set(channelOf(call), handler);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.serves || this.handlers.size === 0) return;
    const server = new OneResponderServer(this.redis, undefined, IN_FLIGHT);
    for (const [channel, handler] of this.handlers) {
      const answer = (data: unknown, context: MessageContext) => this.answer(handler, data, context);
      server.addHandler(channel, answer, false, REPLIES_ITSELF);
    }
    server.addHandler(CANCEL_CHANNEL, (data: unknown) => Promise.resolve(this.cancel(data)), true);
    await new Promise<void>((resolve, reject) => {
      server.listen((error?: unknown) => (error instanceof Error ? reject(error) : resolve()));
    });
    this.server = server;
  }

  /** Takes nothing new, finishes within the grace what it can, and tells those who wait for the rest to ask another. */
  async onModuleDestroy(): Promise<void> {
    await this.server?.close(this.config.graceSeconds * 1_000);
    const stopping = new MeshError('unavailable', 'remote-stopping', 'the process that was asked stops', { retryAfterSeconds: 1 });
    for (const call of this.running.values()) call.abort(stopping);
    await this.server?.idle(LAST_WORDS_MS);
  }

  private cancel(data: unknown): void {
    const { call, seal } = (data ?? {}) as { call?: unknown; seal?: unknown };
    const running = typeof call === 'string' ? this.running.get(call) : undefined;
    if (running === undefined || !this.seal.isOf(seal, [CANCEL_CHANNEL], call as string)) return;
    running.abort(nobodyWaits());
  }

  private async answer(handler: Handler, data: unknown, context: MessageContext): Promise<void> {
    const id = context.messageId ?? '';
    const call = new AbortController();
    const replies = new Replies(id, this.redis, this.bodies, this.seal, () => call.abort(nobodyWaits()));
    const over = () => call.abort(context.signal.reason);
    if (context.signal.aborted) over();
    else context.signal.addEventListener('abort', over, { once: true });
    let sign = setTimeout(() => {
      replies.alive();
      sign = setInterval(() => replies.alive(), SIGN_EVERY_MS);
    }, FIRST_SIGN_MS);
    try {
      const given = await this.opened(data, context);
      if (given === undefined) return;
      this.running.set(id, call);
      call.signal.throwIfAborted();
      const value = await handler(given as never, {
        signal: call.signal,
        piece: (piece) => void replies.tell({ type: 'piece', value: piece }),
        note: (note) => void replies.tell({ type: 'note', value: note }),
      });
      await replies.tell({ type: 'end', value });
    } catch (error) {
      if (!(error instanceof MeshError) && !call.signal.aborted)
        this.logger.error({ channel: context.pattern, err: error }, 'a call failed');
      await replies.tell({ type: 'fail', failure: wireFailureOf(call.signal.aborted ? call.signal.reason : error) });
    } finally {
      clearInterval(sign);
      this.running.delete(id);
    }
  }

  /** What is asked, of a message that a process of this mesh has sealed just now; undefined of any other. */
  private async opened(data: unknown, { pattern, messageId = '' }: MessageContext): Promise<unknown> {
    const { sent_at: sentAtMs, timeout_ms: timeoutMs, seal, ...carried } = (data ?? {}) as Record<string, unknown>;
    const text = await this.bodies.take(carried);
    const head = [pattern, messageId, sentAtMs as number, timeoutMs as number];
    if (text !== undefined && this.seal.isOf(seal, head, text) && Math.abs(Date.now() - (sentAtMs as number)) <= MAX_SKEW_MS) {
      return JSON.parse(text) as unknown;
    }
    const detail =
      'a call was not sealed by this mesh, or not just now: do all processes have the same MESH_KEY_PEPPER, and the right time?';
    this.logger.warn({ channel: pattern }, detail);
    return undefined;
  }
}

function nobodyWaits(): MeshError {
  return new MeshError('unavailable', 'remote-cancelled', 'nobody waits for it any more', { retryable: false });
}
