import type { Readable } from 'node:stream';
import { SseParser, type ServerSentEvent } from './sse-parser';

/** Milliseconds a server gets to end a body of which nothing more is wanted, so that its connection can be used again. */
const REST_MS = 1_000;

/**
 * The events of `body` as they arrive. Leaving the loop early closes the connection, unless `release` was called.
 * @throws EventTooLong, or whatever broke the stream.
 */
export async function* readEvents(body: Readable): AsyncGenerator<ServerSentEvent> {
  const parser = new SseParser();
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    // Not `yield*`: in an async generator that awaits every element once more.
    for (const event of parser.push(chunk as Buffer)) yield event;
  }
  for (const event of parser.end()) yield event;
}

/** Lets go of a body that has said all that matters. */
export function release(body: Readable): void {
  if (body.readableEnded || body.destroyed) return;
  const timer = setTimeout(() => body.destroy(), REST_MS);
  body.on('close', () => clearTimeout(timer));
  body.resume();
}
