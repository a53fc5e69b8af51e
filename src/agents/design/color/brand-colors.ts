import { invalidField } from '../../../errors';
import { hexOf } from './contrast';
import { DEFAULT_BRAND_COLORS } from './palette';

/** Colours that one brand may name; a palette of more is none. */
const BRAND_COLORS = 24;

/**
 * The brand's colours from `context.brand_colors`, a CSS colour, a list or an object of them; what is no colour is named in a warning.
 * @throws MeshError invalid `context.brand_colors` when there are more than 24, or some and none is a colour.
 */
export function brandColors(value: unknown): { colors: string[]; warnings: string[] } {
  const given: unknown[] = value !== null && typeof value === 'object' ? Object.values(value) : value === undefined ? [] : [value];
  if (given.length > BRAND_COLORS) throw invalidField('context.brand_colors', `must hold at most ${BRAND_COLORS} colours`);
  const read = given.map((color) => (typeof color === 'string' ? hexOf(color) : undefined));
  const colors = [...new Set(read.filter((color) => color !== undefined))];
  if (given.length > 0 && colors.length === 0) throw invalidField('context.brand_colors', 'must hold CSS colours such as #1f4e79');
  const warnings = read.flatMap((color, index) => (color === undefined ? [`context.brand_colors[${index}] is no colour`] : []));
  if (colors.length > 0) return { colors, warnings };
  return { colors: [...DEFAULT_BRAND_COLORS], warnings: ['no brand colours were given: the default palette is used'] };
}
