import { contrast, fromOklch, TEXT_CONTRAST, toOklch } from './contrast';

/** Steps in which lightness is searched; finer than an eye can tell. */
const LIGHTNESS_STEPS = 200;

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
