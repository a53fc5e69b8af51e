import type { ServerResponse } from 'node:http';

/** The part of a Fastify reply that a stream needs. */
export interface StreamingReply {
  hijack(): unknown;
  getHeaders(): Record<string, string | string[] | number | undefined>;
  raw: ServerResponse;
}

/** One server-sent event; `data` is written as one line of JSON. */
export interface SseEvent {
  id: string;
  event: string;
  data: unknown;
}

/** Milliseconds between comments that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for a slow reader before it is closed; it resumes with Last-Event-ID. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/**
 * Writes `events` to `reply` as a server-sent event stream until they end, the client leaves or `abort` fires.
 * Aborts `abort` itself when the client is gone, so that the source stops too.
 */
export async function sendEvents(reply: StreamingReply, events: AsyncIterable<SseEvent>, abort: AbortController): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  raw.flushHeaders();
  const heartbeat = setInterval(() => raw.write(': heartbeat\n\n'), HEARTBEAT_MS);
  raw.once('close', () => abort.abort());
  try {
    for await (const { id, event, data } of events) {
      raw.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (raw.writableLength > MAX_BUFFERED_BYTES) break;
    }
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
}
