import { colorDifference, contrast, LARGE_TEXT_CONTRAST, shownRatio, TEXT_CONTRAST } from './contrast';
import { nearestPassing } from './nearest-passing';

/** WCAG 2.2 SC 1.4.6 (AAA) for text of normal size. */
const ENHANCED_CONTRAST = 7;

/** What a text colour on a background comes to, and the colours nearest to it that would do. */
export interface PairVerdict {
  /** `#rrggbb`, as the background. */
  text: string;
  background: string;
  /** 1–21, cut to two decimals. */
  ratio: number;
  /** 4.5, or 3 for large text. */
  needed: number;
  passes: boolean;
  passes_aaa: boolean;
  /** Only where it fails: the nearest colours that pass, either of which is enough, and how far (ΔE 2000) each is from what was given. */
  nearest?: { text: string; text_delta_e: number; text_ratio: number; background: string; background_delta_e: number };
}

/** Judges one pair (`#rrggbb` each) by WCAG 2.2 SC 1.4.3. */
export function pairVerdict(text: string, background: string, large = false): PairVerdict {
  const needed = large ? LARGE_TEXT_CONTRAST : TEXT_CONTRAST;
  const ratio = contrast(text, background);
  const passes = ratio >= needed;
  const passes_aaa = ratio >= (large ? TEXT_CONTRAST : ENHANCED_CONTRAST);
  const verdict = { text, background, ratio: shownRatio(ratio), needed, passes, passes_aaa };
  return passes ? verdict : { ...verdict, nearest: nearestOf(text, background, needed) };
}

function nearestOf(text: string, background: string, needed: number): NonNullable<PairVerdict['nearest']> {
  const movedText = nearestPassing(text, background, needed);
  const movedBackground = nearestPassing(background, text, needed);
  return {
    text: movedText,
    text_delta_e: roundedDifference(text, movedText),
    text_ratio: shownRatio(contrast(movedText, background)),
    background: movedBackground,
    background_delta_e: roundedDifference(background, movedBackground),
  };
}

/** ΔE 2000 of two colours with one decimal. */
export function roundedDifference(a: string, b: string): number {
  return Number(colorDifference(a, b).toFixed(1));
}
