import { isUtf8 } from 'node:buffer';
import { readHeader } from './body-header';
import { codecOf, type CodecName } from './codec-byte';
import type { Compression } from './compression';
import { COMPRESSIONS } from './compressions';
import { undecodable } from './undecodable';

/** Bytes. From here on a body is compressed and inflated in the thread pool: deflate takes 0.35 ms for it (measured). */
export const LATER_FROM_BYTES = 32_768;

/** Turns stored bytes into text again, whichever version wrote them. */
export class BodyReader {
  constructor(private readonly maxInflatedBytes: number) {}

  /**
   * The text of `bytes`; a promise when the body, stored or inflated, has 32 KiB or more.
   * @throws (or rejects with) MeshError `memory-undecodable`: unknown codec, broken body, more than the cap.
   */
  read(bytes: Buffer): string | Promise<string> {
    const codec = codecOf(bytes[0]);
    if (codec === undefined)
      throw undecodable(bytes.length === 0 ? 'it is empty' : `its codec ${bytes[0]} is none that this version knows`);
    if (codec === 'raw') return utf8(bytes, 1);
    return this.inflate(bytes, codec, compressionOf(codec));
  }

  private inflate(bytes: Buffer, codec: CodecName, compression: Compression): string | Promise<string> {
    const header = readHeader(bytes);
    if (header === undefined) throw undecodable('its length is broken');
    const { inflatedBytes, end } = header;
    if (inflatedBytes > this.maxInflatedBytes)
      throw undecodable(`it would inflate to ${inflatedBytes} of ${this.maxInflatedBytes} bytes allowed`);
    const body = bytes.subarray(end);
    const broken = (error: unknown) => undecodable(`its ${codec} body is broken`, error);
    if (bytes.length >= LATER_FROM_BYTES || inflatedBytes >= LATER_FROM_BYTES) {
      return compression.inflateLater(body, inflatedBytes).then(
        (raw) => whole(raw, inflatedBytes),
        (error: unknown) => {
          throw broken(error);
        },
      );
    }
    let raw;
    try {
      raw = compression.inflate(body, inflatedBytes);
    } catch (error) {
      throw broken(error);
    }
    return whole(raw, inflatedBytes);
  }
}

function compressionOf(codec: Exclude<CodecName, 'raw'>): Compression {
  const compression = COMPRESSIONS[codec];
  if (compression === undefined) throw undecodable(`it is written in ${codec}, which needs Node 22.15 or later and not ${process.version}`);
  return compression;
}

/** Deflate carries no checksum: the length and the encoding must do. */
function whole(raw: Buffer, inflatedBytes: number): string {
  if (raw.length !== inflatedBytes) throw undecodable(`it inflated to ${raw.length} of ${inflatedBytes} bytes announced`);
  return utf8(raw, 0);
}

function utf8(bytes: Buffer, start: number): string {
  // A raw body may be judged with its codec byte: NUL is UTF-8.
  if (!isUtf8(bytes)) throw undecodable('it is not UTF-8');
  return bytes.toString('utf8', start);
}
