import { clampChroma, differenceCiede2000, formatHex, oklch, parse, wcagContrast } from 'culori';

/** WCAG 2.2 SC 1.4.3 (AA) for text of normal size. */
export const TEXT_CONTRAST = 4.5;
/** The same for large text: from 24 px, or from 18.66 px in bold. */
export const LARGE_TEXT_CONTRAST = 3;

/** No colour of CSS is longer, `color()` with a profile included. */
const COLOR_CHARACTERS = 100;

const difference = differenceCiede2000();

/** `#rrggbb` of any CSS colour, or undefined for what is none; what is see-through is taken as opaque. */
export function hexOf(color: string): string | undefined {
  if (color.length > COLOR_CHARACTERS) return undefined;
  const parsed = parse(color.trim());
  return parsed === undefined ? undefined : formatHex(parsed);
}

/** The contrast ratio of WCAG 2.2, 1–21, of two colours as `#rrggbb`. */
export function contrast(a: string, b: string): number {
  return wcagContrast(a, b);
}

/** How far two colours (`#rrggbb`) look apart: ΔE by CIEDE2000 (Sharma et al. 2005); about 1 is just seen. */
export function colorDifference(a: string, b: string): number {
  return difference(a, b);
}

/** The colour of this OKLCH lightness (0–1), chroma and hue (degrees), chroma reduced until sRGB can show it. */
export function fromOklch(lightness: number, chroma: number, hue: number): string {
  return formatHex(clampChroma({ mode: 'oklch', l: lightness, c: chroma, h: hue }, 'oklch'));
}

/** Lightness, chroma and hue of a colour; greys get hue 0. */
export function toOklch(hex: string): { lightness: number; chroma: number; hue: number } {
  const { l = 0, c = 0, h = 0 } = oklch(hex) ?? {};
  return { lightness: l, chroma: c, hue: h };
}

/** A ratio with the two decimals that reports show: cut, for 4.499 must not read as 4.5. */
export function shownRatio(ratio: number): number {
  return Math.floor(ratio * 100 + 1e-9) / 100;
}
