/** How a stored body is written: its first byte. A number once given is never given again. */
export const CODEC_BYTE = {
  /** UTF-8 as it is. */
  raw: 0,
  /** Raw deflate (RFC 1951). */
  deflate: 1,
  /** Raw deflate against `DICTIONARY_1`. */
  'deflate-dictionary-1': 2,
  /** One Zstandard frame (RFC 8878). */
  zstd: 3,
} as const;

/** The name of a codec, as `stats()` tells it. */
export type CodecName = keyof typeof CODEC_BYTE;

/** The codec that `byte` stands for; undefined when this version knows none. */
export function codecOf(byte: number | undefined): CodecName | undefined {
  switch (byte) {
    case CODEC_BYTE.raw:
      return 'raw';
    case CODEC_BYTE.deflate:
      return 'deflate';
    case CODEC_BYTE['deflate-dictionary-1']:
      return 'deflate-dictionary-1';
    case CODEC_BYTE.zstd:
      return 'zstd';
    default:
      return undefined;
  }
}
