/** Bytes of one posting: number in the page (2), weighted frequency (1); as in `memory-index.lua`. */
export const POSTING_BYTES = 3;

/** The numbers in the page that postings name, in order. */
export function postingsIn(postings: Buffer): number[] {
  return Array.from({ length: Math.floor(postings.length / POSTING_BYTES) }, (_unused, at) => postings.readUInt16BE(at * POSTING_BYTES));
}
