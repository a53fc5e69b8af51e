import { findNumbers, type FoundNumber } from './find-numbers';
import { findSpelledNumbers } from './find-spelled-numbers';

/** What a text may take its numbers from. */
export interface NumberSources {
  /** Computed values; rates are fractions, so .183 allows `18.3 %`. */
  values: readonly number[];
  /** Texts whose own numbers may be repeated: the task, the goal, the context. */
  texts?: readonly string[];
}

/** A rounding that moves a value by more than this share says something else. */
const LARGEST_ROUNDING = 0.05;

/** The numbers of `text`, as written, in digits or as `findSpelledNumbers` sees them, that are neither a usual rounding of a computed value nor literally in a source text. */
export function unsupportedNumbers(text: string, sources: NumberSources): string[] {
  const repeated = new Set((sources.texts ?? []).flatMap((source) => numbersIn(source).map(({ value }) => value)));
  return numbersIn(text)
    .filter((found) => !repeated.has(found.value) && !sources.values.some((value) => isRoundingOf(found, Math.abs(value))))
    .map((found) => found.text);
}

/** In digits first, then in words. */
function numbersIn(text: string): FoundNumber[] {
  return [...findNumbers(text), ...findSpelledNumbers(text)];
}

function isRoundingOf(found: FoundNumber, value: number): boolean {
  const forms = found.ratio ? [value, 1 + value, ...(value < 1 ? [1 - value] : [])] : found.percent ? [value * 100] : [value, value * 100];
  return forms.some((form) => {
    const moved = Math.abs(form - found.value);
    return moved <= found.unit / 2 + form * 1e-9 && moved <= form * LARGEST_ROUNDING;
  });
}
