import { boundedText } from './bounded-text';

/** Texts in one request: Gemini takes 100, OpenAI 2,048. */
const MAX_TEXTS = 96;
/** Bytes of all texts in one request, each at most a token: OpenAI takes 300,000 tokens. */
const MAX_BYTES = 280_000;

/** `texts` as requests carry them: each bounded, in order, as many in one as it may hold. */
export function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let bytes = Infinity;
  for (const given of texts) {
    const bounded = boundedText(given);
    const last = batches.at(-1);
    if (last === undefined || last.length === MAX_TEXTS || bytes + bounded.bytes > MAX_BYTES) {
      batches.push([bounded.text]);
      bytes = bounded.bytes;
    } else {
      last.push(bounded.text);
      bytes += bounded.bytes;
    }
  }
  return batches;
}
