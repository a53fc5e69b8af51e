import type { ServerResponse } from 'node:http';
import { MeshError, problemOfFailure } from '../../errors';
import type { Authenticated } from '../access/principal';
import { sharedFrame, writeFrame, type SharedFrame } from './shared-frame';

/** The part of a Fastify reply that a stream needs. */
export interface StreamingReply {
  hijack(): unknown;
  getHeaders(): Record<string, string | string[] | number | undefined>;
  raw: ServerResponse;
  request: Authenticated;
}

/** One server-sent event; `data` is written as one line of JSON. Without an `id` nobody can resume after it. */
export interface SseEvent {
  id?: string;
  event: string;
  data: unknown;
}

/** Milliseconds that a reader who took nothing for long has to take what waits for it, and the error behind that. */
const LAST_WORD_MS = 5_000;
/** Milliseconds between comments that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/**
 * Writes `events` to `reply` as a server-sent event stream until they end, the client leaves or `abort` fires.
 * Aborts `abort` itself when the client is gone, so that the source stops too. Who streams with a key that is revoked, or whose time is over, is told
 * so by an event `error`, and cut off within a second; so is who takes nothing for `stallMs`, for whom never more than one event waits beside what the
 * connection holds.
 */
export async function sendEvents(
  reply: StreamingReply,
  events: AsyncIterable<SseEvent>,
  abort: AbortController,
  stallMs?: number,
): Promise<void> {
  await send(reply, events, frameOf, abort, stallMs);
}

/** As `sendEvents`, for frames that are already text, each ending in an empty line. */
export async function sendFrames(reply: StreamingReply, frames: AsyncIterable<string>, abort: AbortController): Promise<void> {
  await send(reply, frames, (frame) => frame, abort);
}

async function send<T>(
  reply: StreamingReply,
  source: AsyncIterable<T>,
  frameOf: (item: T) => string | SharedFrame,
  abort: AbortController,
  stallMs?: number,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  raw.cork(); // headers leave together with what is there already
  raw.flushHeaders();
  process.nextTick(() => raw.uncork());
  const heartbeat = setInterval(() => !raw.writableEnded && !raw.writableNeedDrain && raw.write(': heartbeat\n\n'), HEARTBEAT_MS);
  raw.once('close', () => abort.abort());
  if (raw.destroyed) abort.abort();
  const { principal, keyWatch } = reply.request;
  const endWith = (error: MeshError): void => {
    raw.end(`event: error\ndata: ${JSON.stringify(problemOfFailure(error, principal?.requestId))}\n\n`);
  };
  const unwatch =
    principal &&
    keyWatch?.watch(principal, (error) => {
      endWith(error);
      abort.abort();
    });
  try {
    for await (const item of source) {
      // While the reader is slow its source rests; one that reads nothing at all is closed, and may resume where ids are given.
      if (raw.writableEnded) break;
      const written = writeFrame(raw, frameOf(item), stallMs);
      if (written === true || (await written)) continue;
      if (!raw.destroyed && !raw.writableEnded) endWith(tooSlow());
      setTimeout(() => raw.destroy(), LAST_WORD_MS).unref();
      break;
    }
  } finally {
    clearInterval(heartbeat);
    unwatch?.();
    raw.end();
  }
}

function tooSlow(): MeshError {
  return new MeshError('unavailable', 'reader-too-slow', 'nothing was read for too long: connect again, and go on after the last id');
}

/** Frames of events that can be resumed after: the same event mostly goes to several readers. */
const frames = new WeakMap<SseEvent, SharedFrame>();

function frameOf(sent: SseEvent): string | SharedFrame {
  const { id, event, data } = sent;
  const known = frames.get(sent);
  if (known !== undefined) return known;
  const frame = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  if (id === undefined) return frame;
  const shared = sharedFrame(`id: ${id}\n${frame}`);
  frames.set(sent, shared);
  return shared;
}
