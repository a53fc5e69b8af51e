/** English words too frequent to tell texts apart (the SMART list's core). */
const STOP_WORDS = new Set(
  'a an and are as at be but by did do does for from had has have he her his how i if in into is it its me my no not of on or our she so than that the their them then there they this to was we were what when where which who whom will with would you your'.split(
    ' ',
  ),
);

/** Longest text that is looked at, in characters; what lies behind cannot be found by its words. */
const MAX_INDEXED_LENGTH = 100_000;

/** The lower-case words of `text` in any script, without stop words; plural and verb endings of English cut. */
export function tokenize(text: string): string[] {
  const words =
    text
      .slice(0, MAX_INDEXED_LENGTH)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stem);
}

/** Harman's "S" stemmer (1991) plus -ing and -ed: weak, but it never joins words of different meaning by accident. */
function stem(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/[^aeious]s$/.test(word) || /es$/.test(word)) word = word.slice(0, -1);
  if (word.length > 5) word = word.replace(/(ing|ed)$/, '');
  return word.replace(/e$/, '');
}
