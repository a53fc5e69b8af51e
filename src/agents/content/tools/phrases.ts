/** A text in which phrases can be looked for whatever their case, spacing or apostrophes. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();
}

/** Which of the phrases stand in a folded text as whole words, as they were given. Time: phrases × length of the text. */
export function phrasesIn(text: string, phrases: readonly string[]): string[] {
  return phrases.filter((phrase) => {
    const wanted = folded(phrase);
    if (wanted === '') return false;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      if (isWhole(text, at, wanted)) return true;
    }
    return false;
  });
}

/** Letters beside the phrase would make it a part of another word; a phrase that ends in a mark may touch anything. */
function isWhole(text: string, at: number, phrase: string): boolean {
  const joins = (inside: string | undefined, outside: string | undefined) => isWordPart(inside) && isWordPart(outside);
  return !joins(phrase.at(0), text[at - 1]) && !joins(phrase.at(-1), text[at + phrase.length]);
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
