import type { Element } from 'domhandler';
import type { ComputedStyle } from '../html/computed-style';
import { heldTo, joined, type AuditPart } from './finding';
import type { AuditedPage } from './page';

/** The narrowest screen held to (WCAG 2.2 SC 1.4.10, Reflow). */
export const NARROWEST_PX = 320;
/** What fits the reading panes of mail clients on a desktop. */
export const EMAIL_WIDTH_PX = 600;

/** Nothing wider than a phone that cannot shrink, nothing wider than an e-mail is. */
export function widthChecks({ document, styles, narrows }: AuditedPage): AuditPart {
  const fixed = document.elements.flatMap((element) => {
    const widthPx = fixedWidthPx(element, styles.get(element)!);
    return widthPx === undefined ? [] : [{ element, widthPx }];
  });
  const over = (most: number, fix: string) =>
    fixed
      .filter(({ widthPx }) => widthPx > most)
      .map(({ element, widthPx }) => ({
        where: `<${element.name}> (line ${document.lineOf(element)})`,
        problem: `a fixed width of ${widthPx} px`,
        fix,
      }));
  // With rules for narrow screens, only a browser can tell: the check stands for what is certain.
  const unshrinkable = narrows ? [] : over(NARROWEST_PX, 'use max-width, or a width in per cent');
  return joined([
    heldTo('fits_320_px', fixed.length, 'fixed widths', unshrinkable, { wcag: '1.4.10' }),
    heldTo('email_width', fixed.length, 'fixed widths', over(EMAIL_WIDTH_PX, `keep to ${EMAIL_WIDTH_PX} px`)),
  ]);
}

/** A width in px that no screen can shrink: not one with a max-width in per cent, not that of a cell that MJML's own media query frees. */
function fixedWidthPx({ attribs, name }: Element, { hidden, declared }: ComputedStyle): number | undefined {
  if (hidden || name === 'meta' || /mj-full-width-mobile/.test(attribs.class ?? '')) return undefined;
  const minimum = /^(\d+)(?:\.\d+)?px$/.exec((declared.get('min-width') ?? '').trim())?.[1];
  if (minimum !== undefined) return Number(minimum);
  const width = /^(\d+)(?:\.\d+)?px$/.exec((declared.get('width') ?? '').trim())?.[1];
  return width === undefined || /^\d+(?:\.\d+)?%$/.test((declared.get('max-width') ?? '').trim()) ? undefined : Number(width);
}
