/// <reference lib="es2024.string" />
import { MeshError } from '../../errors';
import { readHeader, writeHeader } from './body-header';
import { BodyReader, LATER_FROM_BYTES } from './body.reader';
import { CODEC_BYTE, type CodecName } from './codec-byte';
import { CodecTally, type MemoryCodecStats } from './codec-stats';
import type { Compression } from './compression';
import { CompressionThreshold } from './compression-threshold';
import { COMPRESSIONS } from './compressions';

/** What a body of 32 MiB of JSON, which is what the API takes, can hold, and what is added to it. */
const DEFAULT_MAX_INFLATED_BYTES = 33 * 1_048_576;
/** What saves less than a tenth is kept raw: reading it costs nothing then. */
const LARGEST_RATIO = 0.9;
/** From here on the dictionary saves less than 2 % (measured), and zstd, where it may be written, is the faster one. */
const LARGE_FROM_BYTES = 16_384;

/** How a `MemoryCodec` is to behave. */
export interface MemoryCodecOptions {
  /** No body inflates to more, and none is written that would. Default: 33 MiB. */
  maxInflatedBytes?: number;
  /**
   * `auto` writes zstd for bodies of 16 KiB or more where this Node has it: only when every process that reads this Redis runs
   * Node 22.15 or later. Default `off`; reading it needs no option.
   */
  zstd?: 'auto' | 'off';
  /** Told of each body that is written. */
  onWritten?: (codec: CodecName, rawBytes: number, storedBytes: number) => void;
  /** A monotonic clock in milliseconds, fractions included. Default: `performance.now`. */
  nowMs?: () => number;
}

/** The body of a memory as bytes and back: a codec byte, then the text raw or compressed, whichever is worth it. */
export class MemoryCodec {
  private readonly threshold = new CompressionThreshold();
  private readonly tally = new CodecTally();
  private readonly reader: BodyReader;
  private readonly maxInflatedBytes: number;
  private readonly largeCodec: 'deflate' | 'zstd';
  private readonly nowMs: () => number;
  private readonly onWritten: MemoryCodecOptions['onWritten'];

  constructor(options: MemoryCodecOptions = {}) {
    this.maxInflatedBytes = options.maxInflatedBytes ?? DEFAULT_MAX_INFLATED_BYTES;
    this.reader = new BodyReader(this.maxInflatedBytes);
    this.largeCodec = options.zstd === 'auto' && COMPRESSIONS.zstd !== undefined ? 'zstd' : 'deflate';
    this.onWritten = options.onWritten;
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  /**
   * The bytes of `text`: at once below 32 KiB of UTF-8, else a promise that compresses in the thread pool.
   * @throws MeshError 413 `memory-too-large` over the cap; 500 `memory-unencodable` for a lone surrogate, which UTF-8 cannot
   * hold. (What `JSON.stringify` gives has none: it escapes them.)
   */
  encode(text: string): Buffer | Promise<Buffer> {
    if (!text.isWellFormed()) throw new MeshError('internal', 'memory-unencodable', 'a memory to be stored holds half a character');
    const rawBytes = Buffer.byteLength(text);
    if (rawBytes > this.maxInflatedBytes) throw tooLarge(rawBytes, this.maxInflatedBytes);
    if (rawBytes >= LATER_FROM_BYTES) return this.encodeLater(text);
    if (!this.threshold.admits(rawBytes)) return this.keepRaw(text, rawBytes);
    return this.encodeNow(text, rawBytes);
  }

  /**
   * The text that `encode` was given; a promise when the body, stored or inflated, has 32 KiB or more and is not raw.
   * @throws (or rejects with) MeshError 500 `memory-undecodable`: unknown codec, broken body, more than the cap, zstd without it.
   */
  decode(bytes: Buffer): string | Promise<string> {
    return this.reader.read(bytes);
  }

  /** Bytes of the text that `bytes` say they hold, which `decode` holds them to. */
  inflatedBytes(bytes: Buffer): number {
    return bytes[0] === CODEC_BYTE.raw ? bytes.length : (readHeader(bytes)?.inflatedBytes ?? 0);
  }

  /** What this codec has written since it was made. */
  stats(): MemoryCodecStats {
    return this.tally.stats(this.threshold.bytes);
  }

  private encodeNow(text: string, rawBytes: number): Buffer {
    const codec = rawBytes < LARGE_FROM_BYTES ? 'deflate-dictionary-1' : this.largeCodec;
    const startMs = this.nowMs();
    const stored = join(codec, rawBytes, compressionOf(codec).compress(Buffer.from(text)));
    const microseconds = (this.nowMs() - startMs) * 1_000;
    const isKept = stored.length <= rawBytes * LARGEST_RATIO;
    this.threshold.learn(rawBytes, isKept ? rawBytes - stored.length : 0, microseconds);
    return isKept ? this.count(codec, rawBytes, stored) : this.keepRaw(text, rawBytes);
  }

  private async encodeLater(text: string): Promise<Buffer> {
    const raw = Buffer.from(text);
    const stored = join(this.largeCodec, raw.length, await compressionOf(this.largeCodec).compressLater(raw));
    if (stored.length > raw.length * LARGEST_RATIO) return this.keepRaw(text, raw.length);
    return this.count(this.largeCodec, raw.length, stored);
  }

  private keepRaw(text: string, rawBytes: number): Buffer {
    const stored = Buffer.allocUnsafe(rawBytes + 1);
    stored[0] = CODEC_BYTE.raw;
    stored.write(text, 1);
    return this.count('raw', rawBytes, stored);
  }

  private count(codec: CodecName, rawBytes: number, stored: Buffer): Buffer {
    this.tally.add(codec, rawBytes, stored.length);
    this.onWritten?.(codec, rawBytes, stored.length);
    return stored;
  }
}

function join(codec: CodecName, rawBytes: number, body: Buffer): Buffer {
  return Buffer.concat([writeHeader(CODEC_BYTE[codec], rawBytes), body]);
}

/** Of a codec that is only chosen where it exists. */
function compressionOf(codec: Exclude<CodecName, 'raw'>): Compression {
  return COMPRESSIONS[codec] as Compression;
}

function tooLarge(rawBytes: number, maxBytes: number): MeshError {
  return new MeshError('too-large', 'memory-too-large', `a memory takes ${rawBytes} bytes as it is stored; ${maxBytes} are allowed`);
}
