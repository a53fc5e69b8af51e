import type { Readable } from 'node:stream';

/** Bytes of one answer at most: far above the longest a model writes, far below what hurts. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** The body is longer than it may be. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/**
 * The whole of `body` as UTF-8 text.
 * @throws BodyTooLong beyond `maxBytes` (the connection is closed then), or whatever broke the stream.
 */
export function readText(body: Readable, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) body.destroy(new BodyTooLong());
      else chunks.push(chunk);
    });
    body.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()));
    body.on('error', reject);
    body.on('close', () => {
      // A stream destroyed without an error emits neither `end` nor `error`.
      if (!body.readableEnded) reject(new Error('the body was closed before its end'));
    });
  });
}
