import type { JsonSchema } from '../../model-provider';
import { numberOf, type Fitting, type Place } from './fitting';
import { formattedText } from './formatted-text';
import { patternText } from './pattern-text';
import { inWords } from './words';

/** Words of the prompt in one phrase. */
const PHRASE_WORDS = 4;
/** A phrase starts with a word of at least so many letters, so not with an article or a preposition. */
const TELLING_LENGTH = 5;
/** How often an open-ended part of a pattern is repeated at most, and how long a text may become while trying. */
const MAX_GROWTH = 200;
const MAX_LENGTH = 2_000;

/** A string that keeps to format, pattern and length, else a phrase from the place's name and the prompt's words. */
export function fitString(schema: JsonSchema, fitting: Fitting, place: Place): string {
  const least = numberOf(schema, 'minLength', 0);
  const most = numberOf(schema, 'maxLength', Infinity);
  if (typeof schema['pattern'] === 'string') {
    const text = matching(schema['pattern'], least, most, fitting, place);
    if (text !== undefined) return text;
  }
  const formatted = typeof schema['format'] === 'string' ? formattedText(schema['format'], fitting, place) : undefined;
  return formatted ?? phrase(least, most, fitting, place);
}

function matching(pattern: string, least: number, most: number, fitting: Fitting, place: Place): string | undefined {
  const expression = new RegExp(pattern, 'u');
  let choices = 0;
  const choose = (count: number) => fitting.choose(`${place.path}~${(choices += 1)}`, count);
  const plain = phrase(least, most, fitting, place);
  if (expression.test(plain)) return plain;
  for (let growth = 0; growth <= MAX_GROWTH; growth += 1) {
    const text = patternText(pattern, choose, growth);
    if (text === undefined || text.length > Math.min(most, MAX_LENGTH) + MAX_GROWTH) return undefined;
    if (expression.test(text) && text.length >= least && text.length <= most) return text;
  }
  return undefined;
}

function phrase(least: number, most: number, fitting: Fitting, { path, label }: Place): string {
  const { words } = fitting;
  const starts = [...words.keys()].filter((index) => (words[index]?.length ?? 0) >= TELLING_LENGTH);
  const start = starts[fitting.choose(path, starts.length)] ?? 0;
  const parts = [`${inWords(label)} for`, ...words.slice(start, start + PHRASE_WORDS)];
  for (let index = 0; parts.join(' ').length < least; index += 1) parts.push(words[(start + index) % words.length] ?? 'and');
  const text = parts.join(' ');
  return cut(text.charAt(0).toUpperCase() + text.slice(1), least, most);
}

/** At most `most` characters, at the end of a word where that leaves enough. JSON Schema counts code points. */
function cut(text: string, least: number, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const short = characters.slice(0, most).join('');
  const whole = short.slice(0, Math.max(0, short.lastIndexOf(' ')));
  return [...whole].length >= Math.max(1, least) ? whole : short;
}
