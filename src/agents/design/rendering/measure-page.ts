import type { PageMeasures, RenderedText } from './page-measures';

/** As much of the DOM as is looked at: the service itself has none. */
interface PageNode {
  nodeType: number;
  textContent: string | null;
}
interface PageElement extends PageNode {
  tagName: string;
  parentElement: PageElement | null;
  childNodes: Iterable<PageNode>;
  scrollWidth: number;
  scrollHeight: number;
  clientWidth: number;
  clientHeight: number;
  getBoundingClientRect(): { right: number; width: number; height: number };
  hasAttribute(name: string): boolean;
  checkVisibility(options: object): boolean;
}
declare const document: {
  documentElement: PageElement;
  body: PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare function getComputedStyle(
  element: PageElement,
): Record<'color' | 'backgroundColor' | 'backgroundImage' | 'fontSize' | 'fontWeight' | 'overflowX' | 'overflowY' | 'display', string>;

/** What a look at a page must not exceed, and holds targets to. */
export interface MeasureLimits {
  elements: number;
  texts: number;
  examples: number;
  smallestTargetPx: number;
}

/** Runs inside the page, and so uses nothing from outside: what the browser has laid out, at the size and in the scheme it was given. */
export function measurePage(limits: MeasureLimits): PageMeasures {
  const viewportPx = document.documentElement.clientWidth;
  const contentWidthPx = Math.max(document.documentElement.scrollWidth, document.body?.scrollWidth ?? 0);
  const measures: PageMeasures = {
    ...{ contentWidthPx, heightPx: document.documentElement.scrollHeight },
    ...{ overflowing: [], clipped: [], smallTargets: [], texts: [] },
  };
  const ownText = (element: PageElement) => {
    let text = '';
    for (const child of element.childNodes) if (child.nodeType === 3) text += child.textContent ?? '';
    return text.replace(/\s+/g, ' ').trim();
  };
  const named = (element: PageElement) =>
    `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)}`.trim();
  const note = (list: string[], element: PageElement) => {
    if (list.length < limits.examples) list.push(named(element));
  };
  const inLine = ({ parentElement }: PageElement) => parentElement !== null && ownText(parentElement) !== '';
  const textIn = (element: PageElement, text: string): RenderedText => {
    const style = getComputedStyle(element);
    const backgrounds: string[] = [];
    let onImage = false;
    for (let behind: PageElement | null = element; behind !== null; behind = behind.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(behind);
      if (backgroundImage !== 'none') onImage = true;
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') backgrounds.push(backgroundColor);
      if (!backgroundColor.startsWith('rgba') && !backgroundColor.includes('/')) break;
    }
    const weight = Number(style.fontWeight);
    return {
      text: text.slice(0, 60),
      color: style.color,
      backgrounds,
      onImage,
      fontSizePx: parseFloat(style.fontSize),
      bold: weight >= 600,
    };
  };

  let looked = 0;
  for (const element of document.querySelectorAll('body, body *')) {
    looked += 1;
    if (looked > limits.elements) break;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const text = ownText(element);
    const isTarget =
      (element.tagName === 'A' && element.hasAttribute('href') && style.display !== 'inline') || element.tagName === 'BUTTON';
    if (isTarget && !inLine(element) && Math.min(box.width, box.height) < limits.smallestTargetPx) note(measures.smallTargets, element);
    if (text === '') continue;
    if (contentWidthPx > viewportPx && box.right > viewportPx + 1) note(measures.overflowing, element);
    const cutX = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const cutY = style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
    if (element.tagName !== 'BODY' && (cutX || cutY)) note(measures.clipped, element);
    if (measures.texts.length < limits.texts) measures.texts.push(textIn(element, text));
  }
  return measures;
}
