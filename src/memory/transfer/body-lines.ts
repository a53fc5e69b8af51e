import type { Readable } from 'node:stream';
import { MeshError } from '../../errors';

/** A line of a body, without its end. */
export interface BodyLine {
  /** From 1; empty lines count. */
  line: number;
  /** Undefined for a line that is too long, of which nothing is kept. */
  bytes: Buffer | undefined;
}

/** How much of a body is read. */
export interface BodyBounds {
  maxBytes: number;
  maxLines: number;
  maxLineBytes: number;
}

/** 256 MiB, a million lines, and of a line what an export writes of the largest memory. */
export const IMPORT_BOUNDS: BodyBounds = { maxBytes: 268_435_456, maxLines: 1_000_000, maxLineBytes: 34 * 1_048_576 };

const NEWLINE = 0x0a;
/** Some editors put it before a file. */
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * The lines of `body` as they arrive, without empty ones; nothing more is read while one is worked on. Holds one line at a time.
 * @throws MeshError 413 naming the limit when there is more than `bounds` allow; what the stream fails with when its sender leaves.
 */
export async function* bodyLines(body: Readable, bounds: BodyBounds): AsyncGenerator<BodyLine> {
  const open = new OpenLine(bounds.maxLineBytes);
  let line = 1;
  let bytes = 0;
  // The connection must outlive a body that is not read to its end: it carries the answer.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bounds.maxBytes) throw tooLarge('bytes', bounds.maxBytes);
    let start = bytes === chunk.length && chunk.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
    for (let end = chunk.indexOf(NEWLINE, start); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      open.add(chunk.subarray(start, end));
      start = end + 1;
      if (line > bounds.maxLines) throw tooLarge('lines', bounds.maxLines);
      if (!open.isEmpty) yield { line, bytes: open.take() };
      line += 1;
    }
    if (start < chunk.length) open.add(chunk.subarray(start));
  }
  if (open.isEmpty) return;
  if (line > bounds.maxLines) throw tooLarge('lines', bounds.maxLines);
  yield { line, bytes: open.take() };
}

/** A line whose end has not been seen yet. */
class OpenLine {
  private pieces: Buffer[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  get isEmpty(): boolean {
    return this.length === 0;
  }

  add(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > this.maxBytes) this.pieces = [];
    else this.pieces.push(piece);
  }

  take(): Buffer | undefined {
    const [first] = this.pieces;
    const bytes = this.length > this.maxBytes ? undefined : this.pieces.length === 1 ? first : Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    return bytes;
  }
}

/** @throws MeshError 413 for a body that says beforehand that it is too large. */
export function assertBodyFits(contentLength: string | undefined, { maxBytes }: BodyBounds): void {
  if (contentLength !== undefined && Number(contentLength) > maxBytes) throw tooLarge('bytes', maxBytes);
}

function tooLarge(what: 'bytes' | 'lines', limit: number): MeshError {
  const message = `has more than ${limit} ${what}; send it in several parts`;
  return new MeshError('too-large', 'import-too-large', `body: ${message}`, { errors: [{ field: 'body', message }] });
}
