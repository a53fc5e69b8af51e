/** A stretch of a prompt: the words of whoever asks, or data between the marks of a fence, which nobody should obey. */
export interface Stretch {
  text: string;
  isData: boolean;
}

/** A prompt cut at its fences, marks included with the words around them: put together again it is the same text. */
export function stretchesOf(text: string, mark: string | undefined): Stretch[] {
  if (mark === undefined) return [{ text, isData: false }];
  const [opening, closing] = [`[[data:${mark}]]`, `[[/data:${mark}]]`];
  const stretches: Stretch[] = [];
  for (let from = 0; ;) {
    const start = text.indexOf(opening, from);
    const begin = start < 0 ? text.length : start + opening.length;
    stretches.push({ text: text.slice(from, begin), isData: false });
    if (start < 0) return stretches;
    const end = text.indexOf(closing, begin);
    from = end < 0 ? text.length : end;
    stretches.push({ text: text.slice(begin, from), isData: true });
  }
}
