import type { Check } from '../content/piece';
import type { PaletteColor } from './palette';

/** Gmail clips messages beyond this many bytes of HTML. */
export const CLIP_BYTES = 102_400;
/** The narrowest screen held to (WCAG 2.2 SC 1.4.10, Reflow). */
const NARROWEST_PX = 320;

/** Holds a rendered e-mail to what every inbox asks: size, contrast, alt texts, narrow screens, dark mode. */
export function emailChecks(html: string, palette: readonly PaletteColor[]): Check[] {
  const bytes = Buffer.byteLength(html);
  const failing = palette.filter(({ passes }) => !passes).map(({ name }) => name);
  const images = html.match(/<img\b[^>]*>/gi) ?? [];
  const silent = images.filter((image) => !/\salt="/i.test(image));
  const wide = fixedWidths(html).filter((width) => width > NARROWEST_PX);
  return [
    { rule: 'size', passed: bytes < CLIP_BYTES, detail: `${bytes} of less than ${CLIP_BYTES} bytes` },
    {
      rule: 'contrast',
      passed: failing.length === 0,
      detail: failing.length === 0 ? `${palette.length} pairs reach 4.5` : `below 4.5: ${failing.join(', ')}`,
    },
    { rule: 'alt_texts', passed: silent.length === 0, detail: `${images.length - silent.length} of ${images.length} images` },
    {
      rule: 'fits_320_px',
      passed: wide.length === 0,
      detail: wide.length === 0 ? 'no fixed width above 320 px' : `fixed widths: ${wide.join(', ')} px`,
    },
    {
      rule: 'dark_mode',
      passed: /name="color-scheme"/.test(html) && /prefers-color-scheme:\s*dark/.test(html),
      detail: 'colour scheme declared',
    },
    { rule: 'language', passed: /<html[^>]*\slang="[a-z]/i.test(html), detail: 'language of the document' },
    { rule: 'unsubscribe', passed: html.includes('{{unsubscribe_url}}'), detail: 'fill in {{unsubscribe_url}} when sending' },
  ];
}

/**
 * Widths in px that no screen can shrink: not those of Outlook's conditional comments, of max-width, of images styled to
 * fill their cell, or of cells that MJML's own media query frees on narrow screens.
 */
function fixedWidths(html: string): number[] {
  const seen = html.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, '').replace(/<style[\s\S]*?<\/style>/gi, '');
  const tags = (seen.match(/<[a-z][^>]*>/gi) ?? []).filter((tag) => !/class="[^"]*mj-full-width-mobile|[";]width:100%/.test(tag));
  return tags.flatMap((tag) => [...tag.matchAll(/(?<![-\w])width(?::\s*|=")(\d+)(?:px|")/gi)].map((match) => Number(match[1])));
}
