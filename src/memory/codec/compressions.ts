import type { CodecName } from './codec-byte';
import type { Compression } from './compression';
import { deflateCompression } from './deflate.compression';
import { DICTIONARY_1 } from './dictionary-1';
import { zstdCompression } from './zstd.compression';

/** Every compression there is; undefined for one that this Node lacks. */
export const COMPRESSIONS: Readonly<Record<Exclude<CodecName, 'raw'>, Compression | undefined>> = {
  deflate: deflateCompression(),
  'deflate-dictionary-1': deflateCompression(DICTIONARY_1),
  zstd: zstdCompression(),
};
