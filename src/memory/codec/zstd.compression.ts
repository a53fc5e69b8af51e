import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { Compression } from './compression';
import { outputChunkBytes } from './output-chunk';

interface ZstdOptions {
  chunkSize: number;
  maxOutputLength?: number;
  params?: Record<number, number>;
}
type Callback = (error: Error | null, result: Buffer) => void;

/** What Node adds to its zlib from 22.15 on; the types of Node 20 do not know it. */
interface ZstdFunctions {
  zstdCompressSync: (bytes: Buffer, options: ZstdOptions) => Buffer;
  zstdCompress: (bytes: Buffer, options: ZstdOptions, done: Callback) => void;
  zstdDecompressSync: (bytes: Buffer, options: ZstdOptions) => Buffer;
  zstdDecompress: (bytes: Buffer, options: ZstdOptions, done: Callback) => void;
}

/** `ZSTD_c_compressionLevel` of zstd.h. */
const COMPRESSION_LEVEL = 100;
/** At 16 and 64 KiB of JSON level 1 is as small as deflate in a third of the time; level 3 takes longer than deflate (measured). */
const FASTEST = 1;

/** Zstandard; undefined where Node lacks it. */
export function zstdCompression(): Compression | undefined {
  const node = zlib as Partial<ZstdFunctions>;
  if (!has(node)) return undefined;
  const compressLater = promisify<Buffer, ZstdOptions, Buffer>(node.zstdCompress);
  const decompressLater = promisify<Buffer, ZstdOptions, Buffer>(node.zstdDecompress);
  const writing = (raw: Buffer) => ({ params: { [COMPRESSION_LEVEL]: FASTEST }, chunkSize: outputChunkBytes(raw.length) });
  const reading = (maxBytes: number) => ({ maxOutputLength: maxBytes, chunkSize: outputChunkBytes(maxBytes + 1) });
  return {
    compress: (raw) => node.zstdCompressSync(raw, writing(raw)),
    compressLater: (raw) => compressLater(raw, writing(raw)),
    inflate: (body, maxBytes) => node.zstdDecompressSync(body, reading(maxBytes)),
    inflateLater: (body, maxBytes) => decompressLater(body, reading(maxBytes)),
  };
}

function has(node: Partial<ZstdFunctions>): node is ZstdFunctions {
  return typeof node.zstdCompressSync === 'function';
}
