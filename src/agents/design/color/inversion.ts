import { contrast, fromOklch, toOklch } from './contrast';

/**
 * What clients that ignore a message's own dark colours are taken to do. `partial` turns light backgrounds dark and dark text light and leaves the
 * rest (Outlook.com, Gmail on Android); `full` turns all of it (Gmail on iOS, Outlook on Windows). None documents its arithmetic: these are
 * estimates in OKLCH, hue kept.
 */
export type Inversion = 'partial' | 'full';

/** Lightness on which light and dark part. */
const MIDDLE = 0.5;

/** The contrast (1–21) that a pair of `#rrggbb` would have after the inversion. */
export function invertedContrast(text: string, background: string, inversion: Inversion): number {
  const turnText = inversion === 'full' || toOklch(text).lightness < MIDDLE;
  const turnBackground = inversion === 'full' || toOklch(background).lightness > MIDDLE;
  // A dark button with white letters stays as it is; dark letters on it, where both would end up light, cannot pass before either.
  return contrast(turnText ? inverted(text) : text, turnBackground ? inverted(background) : background);
}

function inverted(hex: string): string {
  const { lightness, chroma, hue } = toOklch(hex);
  return fromOklch(1 - lightness, chroma, hue);
}
