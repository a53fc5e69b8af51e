import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { MAX_BODY_BYTES } from '../dataset-bounds';
import { brokenDataset, datasetTooLarge } from './dataset-faults';

/** Bytes that are worked on at once: with short rows 3 ms of parsing. */
const SLICE_BYTES = 4_096;
const NEWLINE = 0x0a;

/**
 * The body as it arrives, in small slices that each are whole characters of UTF-8; nothing more is read while one is worked on. `digest`
 * is given every byte. @throws MeshError 413 naming the limit, 422 naming the line for what is no UTF-8; what the stream fails with.
 */
export async function* bodyText(body: Readable, digest: Hash): AsyncGenerator<Buffer> {
  let bytes = 0;
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  // The connection must outlive a body that is not read to its end: it carries the answer.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw datasetTooLarge('bytes', MAX_BODY_BYTES);
    digest.update(chunk);
    let start = 0;
    while (start < chunk.length) {
      const slice = Buffer.concat([rest, chunk.subarray(start, start + SLICE_BYTES)]);
      start += SLICE_BYTES;
      const end = endOfCharacters(slice);
      rest = slice.subarray(end);
      const whole = slice.subarray(0, end);
      line = checkedLines(whole, line);
      if (end > 0) yield whole;
    }
  }
  if (rest.length > 0) checkedLines(rest, line);
}

/** Where the last whole character ends: one of UTF-8 has at most four bytes. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** The number of the line in which `bytes` end, that begin in `line`. @throws MeshError 422 when they are no text in UTF-8. */
function checkedLines(bytes: Buffer, line: number): number {
  const isFirst = line === 1;
  if (isFirst && bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) {
    throw brokenDataset(1, 'the file is UTF-16; send it as UTF-8');
  }
  if (bytes.includes(0))
    throw brokenDataset(lineOf(bytes, bytes.indexOf(0), line), 'holds a NUL: the file is UTF-16 or no text; send it as UTF-8');
  if (!isUtf8(bytes)) {
    let start = 0;
    for (let at = line; ; at += 1) {
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline === -1 ? bytes.length : newline;
      if (!isUtf8(bytes.subarray(start, end)))
        throw brokenDataset(at, 'is not UTF-8, but probably Latin-1 or Windows-1252; send the file as UTF-8');
      start = end + 1;
    }
  }
  return lineOf(bytes, bytes.length, line);
}

function lineOf(bytes: Buffer, end: number, line: number): number {
  let at = line;
  for (let newline = bytes.indexOf(NEWLINE); newline !== -1 && newline < end; newline = bytes.indexOf(NEWLINE, newline + 1)) at += 1;
  return at;
}

/** @throws MeshError 413 for a body that says beforehand that it is too large. */
export function assertBodyFits(contentLength: string | undefined): void {
  if (contentLength !== undefined && Number(contentLength) > MAX_BODY_BYTES) throw datasetTooLarge('bytes', MAX_BODY_BYTES);
}
