import { EMAIL_WIDTH_PX } from '../audit/widths';
import type { Piece } from '../../content/piece';

/** One section of a message, from the top, with roles of the palette and steps of the scales. */
export interface PlannedSection {
  name: string;
  purpose: string;
  background: string;
  text: string;
  type: string;
  spacing: string;
  /** For screens of twice the density; `most_kb` keeps it quick on a phone. */
  image: { width_px: number; height_px: number; most_kb: number } | null;
}

const HERO_SHAPE = 2;
const HERO_KB = 200;

/** The sections of a message: a picture only where the context names one or no words are there yet that would do without. */
export function planSections(pieces: readonly Piece[], withImage: boolean): PlannedSection[] {
  const section = (name: string, purpose: string, text: string, type: string, more: Partial<PlannedSection> = {}): PlannedSection => ({
    ...{ name, purpose, background: 'background', text, type, spacing: 'gutter', image: null },
    ...more,
  });
  const image = { width_px: 2 * EMAIL_WIDTH_PX, height_px: (2 * EMAIL_WIDTH_PX) / HERO_SHAPE, most_kb: HERO_KB };
  const hero =
    withImage || pieces.length === 0
      ? [section('hero', 'shows what it is about, and is not needed to understand it', 'text', 'small', { image })]
      : [];
  return [
    section('header', 'says who writes', 'heading', 'body'),
    ...hero,
    section('headline', 'says the one idea', 'heading', 'headline'),
    section('message', 'gives the reasons, in short paragraphs', 'text', 'body', { spacing: 'small' }),
    section('action', 'asks for the one thing to do', 'button_text', 'body', { background: 'button', spacing: 'base' }),
    section('footer', 'names the sender, and how to leave', 'muted', 'small', { spacing: 'section' }),
  ];
}
