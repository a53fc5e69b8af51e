/** Node takes no smaller chunk than this. */
const MIN_CHUNK_BYTES = 64;
const MAX_CHUNK_BYTES = 1_048_576;

/**
 * The size of the buffer that a (de)compression of about `expectedBytes` writes to. The default of 16 KiB would be kept alive
 * by every result of a few hundred bytes, for the result is a view of it.
 */
export function outputChunkBytes(expectedBytes: number): number {
  return Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, expectedBytes));
}
