/**
 * Bytes of one text that are embedded. No token is less than a byte, so that what is sent never exceeds the 8,191 tokens that OpenAI takes;
 * the meaning of a memory rarely stands behind its first thousand words.
 */
const MAX_TEXT_BYTES = 8_000;

/** The beginning of `text` as models take it: without lone surrogates, cut between characters. `bytes` is its length in UTF-8. */
export function boundedText(text: string): { text: string; bytes: number } {
  const bytes = Buffer.from(text.slice(0, MAX_TEXT_BYTES));
  if (bytes.length <= MAX_TEXT_BYTES) return { text: bytes.toString(), bytes: bytes.length };
  let end = MAX_TEXT_BYTES;
  while (((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return { text: bytes.toString('utf8', 0, end), bytes: end };
}
