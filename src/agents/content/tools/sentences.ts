// The lookbehind lets a run of marks be tried once only, from its start: a long run that ends no sentence costs linear time.
const END_OF_SENTENCE = /(?<![.!?…])[.!?…]+["'”’)\]]*(?=\s|$)|\n[^\S\n]*\n/gu;
const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;

/** The sentences of a text that hold a word, trimmed, with their marks; an empty line ends one too. Linear time. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(END_OF_SENTENCE)) {
    sentences.push(text.slice(start, index + mark.length).trim());
    start = index + mark.length;
  }
  sentences.push(text.slice(start).trim());
  return sentences.filter((sentence) => /\p{L}/u.test(sentence));
}

/** Everything in a text that begins with a letter, up to what is no letter, hyphen or apostrophe. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}
