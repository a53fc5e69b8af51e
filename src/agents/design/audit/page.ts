import type { Element } from 'domhandler';
import { computeStyles, type ComputedStyle } from '../html/computed-style';
import { ownText } from '../html/element-text';
import { readHtml, type HtmlDocument } from '../html/read-html';
import { applyStyles } from '../html/style-rules';

/** A text as it stands on the page. */
export interface PlacedText {
  element: Element;
  text: string;
  style: ComputedStyle;
}

/** A page that was read and styled, for the rules to look at. */
export interface AuditedPage {
  document: HtmlDocument;
  styles: ReadonlyMap<Element, ComputedStyle>;
  /** What can be seen, and of which text there is a word in it. */
  texts: readonly PlacedText[];
  /** The same texts in the colours that the page declares for dark mode; undefined where it declares none. */
  darkTexts: readonly PlacedText[] | undefined;
  /** Whether rules for narrow screens change widths: then only a browser can tell how wide the page is. */
  narrows: boolean;
  warnings: readonly string[];
}

/** Reads a page for the rules. @throws MeshError as `readHtml` does. */
export async function openPage(html: string, field: string, signal: AbortSignal): Promise<AuditedPage> {
  const document = await readHtml(html, field, signal);
  const sheet = await applyStyles(document, signal);
  const styles = await computeStyles(document, sheet, 'light');
  return {
    document,
    styles,
    texts: textsOf(document, styles),
    darkTexts: sheet.dark.size === 0 ? undefined : textsOf(document, await computeStyles(document, sheet, 'dark')),
    narrows: sheet.narrows,
    warnings: sheet.warnings,
  };
}

function textsOf({ elements }: HtmlDocument, styles: ReadonlyMap<Element, ComputedStyle>): PlacedText[] {
  return elements.flatMap((element) => {
    const style = styles.get(element)!;
    const text = style.hidden ? '' : ownText(element);
    return /[\p{L}\p{N}\p{S}]/u.test(text) ? [{ element, text, style }] : [];
  });
}
