import { hexOf } from './contrast';
import { DEFAULT_BRAND_COLORS } from './palette';

/** The brand's colours from `context.brand_colors`, a list or an object of CSS colours; what is no colour is named in a warning. */
export function brandColors(value: unknown): { colors: string[]; warnings: string[] } {
  const given = value !== null && typeof value === 'object' ? Object.values(value) : [];
  const read = given.map((color: unknown) => (typeof color === 'string' ? hexOf(color) : undefined));
  const colors = read.filter((color) => color !== undefined);
  const faulty = read.flatMap((color, index) => (color === undefined ? [`context.brand_colors[${index}] is no colour`] : []));
  if (colors.length > 0) return { colors, warnings: faulty };
  return { colors: [...DEFAULT_BRAND_COLORS], warnings: [...faulty, 'no brand colours were given: the default palette is used'] };
}
