import type { PageMeasures } from './page-measures';

/** Widths at which a message is looked at: the narrowest phone (WCAG 2.2 SC 1.4.10) and the pane of a desktop client. */
export const VIEWPORT_WIDTHS_PX = [320, 600] as const;
export type ViewportWidth = (typeof VIEWPORT_WIDTHS_PX)[number];

/** One look: at this width, in this colour scheme. */
export interface Look {
  widthPx: ViewportWidth;
  scheme: 'light' | 'dark';
  measures: PageMeasures;
}

/** What a browser made of a page, or why none has looked. */
export type Rendering = { rendered: true; browser: string; looks: Look[] } | { rendered: false; reason: string };
