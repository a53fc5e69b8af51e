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
  const moved = (direction: 1 | -1) =>
    stepsToPass((step) => fromOklch(clamped(lightness + (direction * step) / LIGHTNESS_STEPS), chroma, hue), background, ratio);
  const [darker, lighter] = [moved(-1), moved(1)];
  if (darker !== undefined && (lighter === undefined || darker.steps <= lighter.steps)) return darker.hex;
  if (lighter !== undefined) return lighter.hex;
  return contrast('#000000', background) >= contrast('#ffffff', background) ? '#000000' : '#ffffff';
}

/** The fewest steps in one direction that reach the ratio: once reached, it only grows, so halving finds them. */
function stepsToPass(colorAt: (step: number) => string, background: string, ratio: number): { steps: number; hex: string } | undefined {
  let [failing, passing] = [0, LIGHTNESS_STEPS];
  if (contrast(colorAt(passing), background) < ratio) return undefined;
  while (passing - failing > 1) {
    const middle = (failing + passing) >> 1;
    if (contrast(colorAt(middle), background) >= ratio) passing = middle;
    else failing = middle;
  }
  return { steps: passing, hex: colorAt(passing) };
}

function clamped(lightness: number): number {
  return Math.min(1, Math.max(0, lightness));
}
