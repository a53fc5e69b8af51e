import { setImmediate } from 'node:timers/promises';
import { selectAll } from 'css-select';
import type { Element } from 'domhandler';
import postcss, { type AtRule, type Rule } from 'postcss';
import type { HtmlDocument } from './read-html';

/** Characters of `<style>` that are read: more than Gmail takes (8,192 a block), and bounded. */
const CSS_CHARACTERS = 100_000;
/** Rules times elements: what matching may cost, about a second at most. */
const MATCHES = 2_000_000;
const SELECTOR_CHARACTERS = 200;

/** One declaration that applies to an element, with what decides between it and another. */
export interface AppliedDeclaration {
  property: string;
  value: string;
  important: boolean;
  specificity: number;
}

/** What the `<style>` blocks of a page say of its elements, in the order of the rules. */
export interface StyleSheet {
  light: ReadonlyMap<Element, AppliedDeclaration[]>;
  /** What `@media (prefers-color-scheme: dark)` adds; empty where the page knows no dark mode. */
  dark: ReadonlyMap<Element, AppliedDeclaration[]>;
  /** Whether rules for narrow screens change widths. */
  narrows: boolean;
  warnings: string[];
}

/**
 * Applies the style rules of a page that hold at rest on a wide screen: selectors with pseudo-classes and other media are left out.
 * The event loop gets its turn between rules.
 */
export async function applyStyles({ elements }: HtmlDocument, signal: AbortSignal): Promise<StyleSheet> {
  const css = elements
    .filter(({ name }) => name === 'style')
    .map((style) => style.children.map((child) => ('data' in child ? child.data : '')).join(''));
  const whole = css.join('\n').replace(/<!--|-->/g, '');
  const rules: Rule[] = [];
  const warnings: string[] = [];
  if (whole.length > CSS_CHARACTERS) warnings.push(`only the first ${CSS_CHARACTERS} characters of style were read`);
  try {
    postcss.parse(whole.slice(0, CSS_CHARACTERS)).walkRules((rule) => void rules.push(rule));
  } catch {
    warnings.push('a style block could not be read: its rules are left out');
  }
  const most = Math.floor(MATCHES / Math.max(1, elements.length));
  if (rules.length > most) warnings.push(`only the first ${most} style rules were read`);
  const sheet = { light: new Map<Element, AppliedDeclaration[]>(), dark: new Map<Element, AppliedDeclaration[]>() };
  const roots = elements.filter(({ parent }) => parent === null || parent.type === 'root');
  for (const rule of rules.slice(0, most)) {
    const mode = modeOf(rule);
    if (mode === undefined) continue;
    for (const selector of rule.selectors.filter(readable)) applyRule(rule, selector, roots, sheet[mode]);
    signal.throwIfAborted();
    if (elements.length > 1_000) await setImmediate();
  }
  return { ...sheet, narrows: rules.some(narrows), warnings };
}

function applyRule(rule: Rule, selector: string, roots: Element[], into: Map<Element, AppliedDeclaration[]>): void {
  const declarations = rule.nodes.flatMap((node) =>
    node.type === 'decl'
      ? [{ property: node.prop.toLowerCase(), value: node.value, important: node.important === true, specificity: specificityOf(selector) }]
      : [],
  );
  if (declarations.length === 0) return;
  for (const element of matching(selector, roots)) {
    const applied = into.get(element);
    if (applied === undefined) into.set(element, [...declarations]);
    else applied.push(...declarations);
  }
}

function matching(selector: string, roots: Element[]): Element[] {
  try {
    return selectAll(selector, roots);
  } catch {
    // A selector that no browser understands either applies to nothing.
    return [];
  }
}

/** Pseudo-classes are of states that a message at rest is not in, and of engines that a mailbox is not. */
function readable(selector: string): boolean {
  return selector.length <= SELECTOR_CHARACTERS && !/:|\[data-og|\[owa\]/.test(selector);
}

/** Ids before classes and attributes before tags (Selectors 4, section 17). */
function specificityOf(selector: string): number {
  const count = (pattern: RegExp) => selector.match(pattern)?.length ?? 0;
  return count(/#/g) * 10_000 + count(/[.[]/g) * 100 + count(/(?:^|[\s>+~])[a-z]/gi);
}

function modeOf(rule: Rule): 'light' | 'dark' | undefined {
  const media = mediaOf(rule);
  if (media.length === 0) return 'light';
  if (media.every((params) => /^(?:all|screen|only screen)$/i.test(params))) return 'light';
  return media.length === 1 && /prefers-color-scheme:\s*dark/i.test(media[0]!) ? 'dark' : undefined;
}

function mediaOf(rule: Rule): string[] {
  const media: string[] = [];
  for (let parent = rule.parent; parent !== undefined && parent.type !== 'root'; parent = parent.parent as Rule['parent']) {
    if (parent.type === 'atrule') media.push((parent as AtRule).name === 'media' ? (parent as AtRule).params.trim() : 'not media');
  }
  return media;
}

function narrows(rule: Rule): boolean {
  return (
    mediaOf(rule).some((params) => /(?:max|min)-width|width\s*[<>]/i.test(params)) &&
    rule.nodes.some((node) => node.type === 'decl' && /^(?:max-|min-)?width$/i.test(node.prop))
  );
}
