import { type PersonalDataSpan, type PersonalDataType } from './personal-data';

/** What stands around a candidate, in lower case: words there say what a bare number is. */
export interface Around {
  /** Up to `BEFORE` UTF-16 units that end where the candidate begins. */
  before: string;
  /** Up to `AFTER` UTF-16 units from its end. */
  after: string;
}
export const BEFORE = 64;
export const AFTER = 32;

/** One way to know one type. Its pattern finds candidates, its `score` decides. */
export interface Recogniser {
  rule: string;
  type: PersonalDataType;
  /**
   * Global. The value is the group `value`, else from the group `from` on (either with the flag `d`), else the whole match. Every repetition is bounded and begins where a word begins,
   * so that a pass over a text is linear in it.
   */
  pattern: RegExp;
  /** A text that holds none of these (in lower case) cannot hold one: a cheap look that spares the pattern. */
  hints?: readonly string[];
  /** Looks only at the pieces `within` so many UTF-16 units of a digit that have `digits` digits or more: ordinary text has few. */
  near?: Nearness;
  /** 0–1: how sure; 0 where the candidate is none. */
  score: (value: string, around: Around) => number;
}

/** Where values lie that have digits. */
export interface Nearness {
  digits: number;
  within: number;
}

/** One way to know a type that a pattern alone cannot tell; linear in the text. */
export interface Finder {
  type: PersonalDataType;
  find: (text: string) => PersonalDataSpan[];
}

/** Near enough for values that begin and end with fewer letters than this, and their surroundings of one character. */
export const CLOSE = 16;

/** The parts of lists that are written as text, for the sake of short lines: `'one, two', 'three'` are three. */
export function list(...parts: readonly string[]): readonly string[] {
  return parts.flatMap((part) => part.split(', '));
}

/** A pattern for `score`: whether one of the words (a `list` of parts of regular expressions) stands in a text as a whole word, in any case. */
export function words(...parts: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list(...parts).join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** The index after the last match of `pattern` in `text`, or −1. */
export function lastEnd(pattern: RegExp, text: string): number {
  let end = -1;
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) end = match.index + match[0].length;
  return end;
}
