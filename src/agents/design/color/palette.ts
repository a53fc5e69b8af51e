import { contrast, fromOklch, shownRatio, TEXT_CONTRAST, toOklch } from './contrast';
import { nearestPassing } from './nearest-passing';

/** A colour with the one it stands on (or that stands on it) and their WCAG 2.2 contrast. */
export interface PaletteColor {
  name: string;
  hex: string;
  on: string;
  /** 1–21. */
  ratio: number;
  /** Whether the ratio reaches 4.5 (SC 1.4.3). */
  passes: boolean;
  /** The brand's own colour where it had to be moved to pass, and the ratio that it had. */
  given?: string;
  given_ratio?: number;
}

/** Used where the context names no brand colours: a calm blue and a warm red. */
export const DEFAULT_BRAND_COLORS = ['#1f4e79', '#b5472f'] as const;

const DARK_BACKGROUND_LIGHTNESS = 0.2;
/** WCAG 2.2 SC 1.4.11: what a part of the page needs to stand out from its ground. */
const PART_CONTRAST = 3;

/**
 * The palette of a brand (`#rrggbb`, first the main one), light and dark: neutrals are tinted with the main hue, brand
 * colours become headings, button and links, each moved in lightness only where its contrast fails.
 */
export function buildPalette(brand: readonly string[]): PaletteColor[] {
  const [main = DEFAULT_BRAND_COLORS[0], second = main, ...more] = brand;
  const { hue, chroma } = toOklch(main);
  const tint = (lightness: number, most: number) => fromOklch(lightness, Math.min(chroma, most), hue);
  const background = tint(0.985, 0.006);
  const dark = tint(DARK_BACKGROUND_LIGHTNESS, 0.02);
  const text = nearestPassing(tint(0.27, 0.03), background, 7);
  const onButton = letterOn(main);
  const button = adjusted('button', main, onButton);
  const lifted = nearestPassing(main, dark, PART_CONTRAST);
  const onDarkButton = letterOn(lifted);
  const darkButton = nearestPassing(lifted, onDarkButton);
  return [
    pair('background', background, text),
    pair('text', text, background),
    pair('muted', nearestPassing(tint(0.5, 0.02), background), background),
    adjusted('heading', main, background),
    adjusted('link', second, background),
    button,
    pair('button_text', onButton, button.hex),
    ...more.map((hex, index) => adjusted(`brand_${index + 3}`, hex, background)),
    pair('dark_background', dark, tint(0.93, 0.01)),
    pair('dark_text', tint(0.93, 0.01), dark),
    pair('dark_muted', nearestPassing(tint(0.72, 0.02), dark), dark),
    adjusted('dark_heading', main, dark),
    adjusted('dark_link', second, dark),
    adjusted('dark_button', main, onDarkButton, darkButton),
    pair('dark_button_text', onDarkButton, darkButton),
  ];
}

/** The colour of this name. @throws RangeError where the palette has none. */
export function colorNamed(palette: readonly PaletteColor[], name: string): string {
  const found = palette.find((color) => color.name === name);
  if (found === undefined) throw new RangeError(`the palette has no ${name}`);
  return found.hex;
}

function pair(name: string, hex: string, on: string): PaletteColor {
  const ratio = contrast(hex, on);
  return { name, hex, on, ratio: shownRatio(ratio), passes: ratio >= TEXT_CONTRAST };
}

/** White or nearly black, whichever reads better. */
function letterOn(hex: string): string {
  return contrast('#ffffff', hex) >= contrast('#111111', hex) ? '#ffffff' : '#111111';
}

function adjusted(name: string, given: string, on: string, hex = nearestPassing(given, on)): PaletteColor {
  return hex === given ? pair(name, hex, on) : { ...pair(name, hex, on), given, given_ratio: shownRatio(contrast(given, on)) };
}
