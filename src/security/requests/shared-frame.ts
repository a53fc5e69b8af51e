import type { ServerResponse } from 'node:http';
import { openDrain } from './open-drain';

/** A piece of an answer that many readers get: encoded once, as it is and as a chunk of HTTP/1.1 (RFC 9112, section 7.1). */
export interface SharedFrame {
  plain: Buffer;
  chunk: Buffer;
}

/** Encodes a frame for many readers. */
export function sharedFrame(text: string): SharedFrame {
  const plain = Buffer.from(text);
  return { plain, chunk: Buffer.concat([Buffer.from(`${plain.length.toString(16)}\r\n`), plain, Buffer.from('\r\n')]) };
}

/**
 * Writes a frame to an answer that streams; resolves to whether its reader is still there, once it takes more. Node would write a chunk in four
 * pieces, which for ten thousand readers takes twice as long as this; where something of the answer still waits it goes Node's way.
 */
export function writeFrame(raw: ServerResponse, frame: string | SharedFrame, stallMs?: number): true | Promise<boolean> {
  if (typeof frame === 'string') return raw.write(frame) || openDrain(raw, stallMs);
  const { socket } = raw;
  if (socket === null || !raw.headersSent || !raw.chunkedEncoding || raw.writableLength > socket.writableLength) {
    return raw.write(frame.plain) || openDrain(raw, stallMs);
  }
  return socket.write(frame.chunk) || openDrain(socket, stallMs);
}
