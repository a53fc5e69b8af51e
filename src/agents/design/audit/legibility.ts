import { type Element, isTag } from 'domhandler';
import type { ComputedStyle } from '../html/computed-style';
import { nameOf, sample } from '../html/element-text';
import { heldTo, joined, type AuditPart } from './finding';
import type { AuditedPage } from './page';

/** Smallest text of an e-mail: common advice for phones; WCAG sets no size. */
const SMALLEST_TEXT_PX = 14;
/** WCAG 2.2 SC 2.5.8 (AA). */
export const SMALLEST_TARGET_PX = 24;
/** What clients take for `line-height: normal`. */
const NORMAL_LINE_HEIGHT = 1.2;

/** Text large enough to read, targets large enough to hit. */
export function legibilityChecks(page: AuditedPage): AuditPart {
  const { document, styles, texts } = page;
  const small = texts.filter(({ style }) => style.fontSizePx < SMALLEST_TEXT_PX - 0.01);
  const buttons = document.elements.filter((element) => isTarget(element, styles.get(element)!));
  const low = buttons.flatMap((button) => {
    const heightPx = targetHeightPx(styles.get(button)!);
    return heightPx === undefined || heightPx >= SMALLEST_TARGET_PX ? [] : [{ button, heightPx }];
  });
  return joined([
    heldTo(
      'font_size',
      texts.length,
      'texts',
      small.map(({ text, style: { fontSizePx } }) => ({
        where: `"${sample(text)}"`,
        problem: `text of ${Number(fontSizePx.toFixed(1))} px is hard to read on a phone`,
        fix: `set font-size to at least ${SMALLEST_TEXT_PX}px`,
      })),
    ),
    heldTo(
      'touch_targets',
      buttons.length,
      'buttons',
      low.map(({ button, heightPx }) => ({
        where: nameOf(button, document.lineOf(button)),
        problem: `a target ${Number(heightPx.toFixed(1))} px high, below ${SMALLEST_TARGET_PX}`,
        fix: 'give it padding',
      })),
      { wcag: '2.5.8' },
    ),
  ]);
}

/** Links in a line of text are exempt (SC 2.5.8, inline): what counts are buttons and links set as blocks. */
function isTarget(element: Element, style: ComputedStyle): boolean {
  if (style.hidden) return false;
  if (element.name === 'button') return true;
  return (
    element.name === 'a' &&
    'href' in element.attribs &&
    /^(?:inline-)?(?:block|flex)/i.test(style.declared.get('display') ?? '') &&
    !holdsImage(element)
  );
}

function holdsImage({ children }: Element): boolean {
  return children.some((child) => isTag(child) && child.name === 'img');
}

/** Line and padding; undefined where the style says too little. */
function targetHeightPx({ declared, fontSizePx }: ComputedStyle): number | undefined {
  const heightPx = /^([\d.]+)px$/.exec(declared.get('height') ?? '')?.[1];
  if (heightPx !== undefined) return Number(heightPx);
  const line = /^([\d.]+)(px|%|em)?$/.exec(declared.get('line-height') ?? '');
  const linePx =
    line === null
      ? NORMAL_LINE_HEIGHT * fontSizePx
      : line[2] === 'px'
        ? Number(line[1])
        : (Number(line[1]) / (line[2] === '%' ? 100 : 1)) * fontSizePx;
  const padding = (declared.get('padding') ?? '0').trim().split(/\s+/);
  const sides = [declared.get('padding-top') ?? padding[0]!, declared.get('padding-bottom') ?? padding[2] ?? padding[0]!].map(
    (side) => /^([\d.]+)(px)?$/.exec(side)?.[1],
  );
  return sides.some((side) => side === undefined) ? undefined : sides.reduce((sum, side) => sum + Number(side), linePx);
}
