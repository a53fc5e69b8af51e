import { roundedDifference } from './pair-verdict';
import { colorNamed, type PaletteColor } from './palette';

/** A brand colour that had to be moved to be read where it stands. */
export interface ColorAdjustment {
  /** "heading on background": roles of the palette. */
  pair: string;
  before: string;
  after: string;
  contrast_before: number;
  contrast_after: number;
  /** How far (ΔE 2000) the eye sees the move. */
  delta_e: number;
}

/** What was moved in a palette, and how far. */
export function colorAdjustments(palette: readonly PaletteColor[]): ColorAdjustment[] {
  return palette.flatMap(({ name, hex, on, ratio, given, given_ratio: before }) =>
    given === undefined || before === undefined
      ? []
      : [
          {
            pair: `${name} on ${roleOf(palette, on, name)}`,
            ...{ before: given, after: hex, contrast_before: before, contrast_after: ratio, delta_e: roundedDifference(given, hex) },
          },
        ],
  );
}

/** Each colour of text on each ground of its mode: light with light, dark with dark, the button with its own. */
export function palettePairs(
  palette: readonly PaletteColor[],
): { text: string; background: string; hex: string; on: string; ratio: number }[] {
  return palette
    .filter(({ name }) => !['background', 'dark_background', 'button', 'dark_button'].includes(name))
    .map(({ name, hex, on, ratio }) => ({ text: name, background: roleOf(palette, on, name), hex, on, ratio }));
}

function roleOf(palette: readonly PaletteColor[], hex: string, name: string): string {
  if (name.endsWith('button')) return `${name}_text`;
  if (name.endsWith('button_text')) return name.replace('_text', '');
  const ground = name.startsWith('dark_') ? 'dark_background' : 'background';
  return colorNamed(palette, ground) === hex ? ground : hex;
}
