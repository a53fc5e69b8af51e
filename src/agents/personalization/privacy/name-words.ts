/**
 * The words in the name of a column, in small letters without accents: `dateOfBirth`, `date-of-birth` and `DATE_OF_BIRTH` are the same. A word that only
 * contains another is not that other: `average` does not hold `age`.
 */
export function nameWords(column: string): string[] {
  return column
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** Whether the words of `phrase` follow each other in `words`, or stand there as one: `birth date` is in `my birthdate`. A leading `=` asks for nothing beside it. */
export function holdsPhrase(words: readonly string[], phrase: string): boolean {
  const isWhole = phrase.startsWith('=');
  const parts = phrase.slice(isWhole ? 1 : 0).split(' ');
  if (isWhole) return words.join(' ') === parts.join(' ');
  return words.includes(parts.join('')) || placeOf(words, parts) >= 0;
}

/** `words` without those that are part of one of the phrases. */
export function withoutPhrases(words: readonly string[], phrases: readonly string[]): string[] {
  let left = [...words];
  for (const phrase of phrases) {
    const parts = phrase.split(' ');
    const place = placeOf(left, parts);
    if (place >= 0) left = left.toSpliced(place, parts.length);
  }
  return left;
}

function placeOf(words: readonly string[], parts: readonly string[]): number {
  return words.findIndex((_word, at) => parts.every((part, offset) => words[at + offset] === part));
}
