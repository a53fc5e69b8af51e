import type { Danger } from '../danger';

const CLOSING = /<[\s\\]{0,10}\/[\s\\]{0,10}script/giu;
const OPENING = /<[\s/\\]{0,10}script(?![\p{L}\p{N}_-])/giu;
/** More than the attributes of any element; a tag that is longer is cut off here. */
const MAX_TAG = 2_000;

/** Script elements: the whole element with its code where it is closed, else its tag. Linear: the closing tags are looked for once. */
export function scriptElements(text: string): Danger[] {
  const found: Danger[] = [];
  const closings = [...text.matchAll(CLOSING)];
  let [reached, next] = [0, 0];
  for (const { index, 0: tag } of text.matchAll(OPENING)) {
    if (index < reached) continue;
    reached = endOfTag(text, index + tag.length);
    while ((closings[next]?.index ?? Infinity) < reached) next++;
    const closing = closings[next];
    if (closing !== undefined && !/[/\\]/u.test(tag)) reached = endOfTag(text, closing.index + closing[0].length);
    found.push({ kind: 'script', rule: 'script-element', start: index, end: reached });
  }
  return found;
}

/** Behind the next `>`; before the next `<` where there is none. */
function endOfTag(text: string, from: number): number {
  const rest = text.slice(from, from + MAX_TAG);
  const at = rest.search(/[<>]/u);
  if (at < 0) return from + rest.length;
  return from + at + (rest[at] === '>' ? 1 : 0);
}
