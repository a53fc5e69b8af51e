import { type PersonalDataSpan } from './personal-data';

/** More values with the same first word are not looked for: keeps the work linear. */
const SAME_START = 16;

/**
 * `found` and, between them, the other places where the same values stand as whole words: a rule may have needed a word nearby that only one place has.
 * Only values of some substance: two words, or a digit or a sign inside.
 */
export function repeatsOf(text: string, found: readonly PersonalDataSpan[]): PersonalDataSpan[] {
  const known = new Map<string, Map<string, PersonalDataSpan>>();
  for (const span of found) {
    const value = text.slice(span.start, span.end);
    const first = /^[\p{L}\p{N}]+/u.exec(value)?.[0];
    if (first === undefined || value.length < 5 || !/[^\p{L}]/u.test(value)) continue;
    const alike = known.get(first) ?? new Map<string, PersonalDataSpan>();
    if (alike.size < SAME_START) alike.set(value, span);
    known.set(first, alike);
  }
  if (known.size === 0) return [...found];
  const all: PersonalDataSpan[] = [];
  let done = 0;
  for (const span of found) {
    all.push(...within(text, done, span.start, known), span);
    done = span.end;
  }
  all.push(...within(text, done, text.length, known));
  return all;
}

function within(
  text: string,
  start: number,
  end: number,
  known: ReadonlyMap<string, ReadonlyMap<string, PersonalDataSpan>>,
): PersonalDataSpan[] {
  const repeats: PersonalDataSpan[] = [];
  let done = start;
  for (const { 0: word, index } of text.slice(start, end).matchAll(/[\p{L}\p{N}]+/gu)) {
    const from = start + index;
    if (from < done) continue;
    for (const [value, span] of known.get(word) ?? []) {
      const to = from + value.length;
      if (to > end || !text.startsWith(value, from) || /^[\p{L}\p{N}]/u.test(text.slice(to, to + 2))) continue;
      repeats.push({ ...span, start: from, end: to });
      done = to;
      break;
    }
  }
  return repeats;
}
