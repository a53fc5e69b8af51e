import type { Danger } from './danger';

/** `text` without some places, which come in the order of their starts and may overlap. */
export function cutOut(text: string, places: readonly Danger[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of places) {
    if (start > from) pieces.push(text.slice(from, start));
    from = Math.max(from, end);
  }
  return [...pieces, text.slice(from)].join('');
}
