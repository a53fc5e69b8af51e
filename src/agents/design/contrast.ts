import { clampChroma, formatHex, oklch, parse, wcagContrast } from 'culori';

/** WCAG 2.2 SC 1.4.3 (AA) for text of normal size. */
export const TEXT_CONTRAST = 4.5;

/** Steps in which lightness is searched; finer than an eye can tell. */
const LIGHTNESS_STEPS = 200;

/** `#rrggbb` of any CSS colour, or undefined for what is none. */
export function hexOf(color: string): string | undefined {
  const parsed = parse(color.trim());
  return parsed === undefined ? undefined : formatHex(parsed);
}

/** The contrast ratio of WCAG 2.2, 1–21, of two colours as `#rrggbb`. */
export function contrast(a: string, b: string): number {
  return wcagContrast(a, b);
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

/**
 * The colour itself where it reaches `ratio` on `background`, else the one of the same hue whose OKLCH lightness is
 * nearest and reaches it. Black or white reach 4.5 on every background, so up to there one is always found.
 */
export function nearestPassing(hex: string, background: string, ratio = TEXT_CONTRAST): string {
  if (contrast(hex, background) >= ratio) return hex;
  const { lightness, chroma, hue } = toOklch(hex);
  for (let step = 1; step <= LIGHTNESS_STEPS; step += 1) {
    for (const moved of [lightness - step / LIGHTNESS_STEPS, lightness + step / LIGHTNESS_STEPS]) {
      const candidate = fromOklch(Math.min(1, Math.max(0, moved)), chroma, hue);
      if (contrast(candidate, background) >= ratio) return candidate;
    }
  }
  return contrast('#000000', background) >= contrast('#ffffff', background) ? '#000000' : '#ffffff';
}
