import { findNumbers, type FoundNumber } from './find-numbers';

/** What a text may take its numbers from. */
export interface NumberSources {
  /** Computed values; rates are fractions, so .183 allows `18.3 %`. */
  values: readonly number[];
  /** Texts whose own numbers may be repeated: the task, the goal, the context. */
  texts?: readonly string[];
}

/** A rounding that moves a value by more than this share says something else. */
const LARGEST_ROUNDING = 0.05;

/** The numbers of `text`, as written, that are neither a usual rounding of a computed value nor literally in a source text. */
export function unsupportedNumbers(text: string, sources: NumberSources): string[] {
  const repeated = new Set((sources.texts ?? []).flatMap((source) => findNumbers(source).map(({ value }) => value)));
  return findNumbers(text)
    .filter((found) => !repeated.has(found.value) && !sources.values.some((value) => isRoundingOf(found, Math.abs(value))))
    .map((found) => found.text);
}

function isRoundingOf(found: FoundNumber, value: number): boolean {
  const forms = found.percent ? [value * 100] : [value, value * 100];
  return forms.some((form) => {
    const moved = Math.abs(form - found.value);
    return moved <= found.unit / 2 + form * 1e-9 && moved <= form * LARGEST_ROUNDING;
  });
}
