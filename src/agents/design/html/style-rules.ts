import { setImmediate } from 'node:timers/promises';
import { selectAll } from 'css-select';
import { type Element, isTag } from 'domhandler';
import postcss, { type AtRule, type Rule } from 'postcss';
import type { HtmlDocument } from './read-html';

/** Characters of `<style>` that are read: more than Gmail takes (8,192 a block), and bounded. */
const CSS_CHARACTERS = 100_000;
/** Elements times the parts of each selector: what matching may cost, about a second at most. */
const MATCHES = 1_500_000;
const SELECTOR_CHARACTERS = 200;
/** What the rules look at. */
const READ =
  /^(?:color|background|background-color|background-image|font-size|font-weight|line-height|display|visibility|opacity|(?:min-|max-)?width|height|padding(?:-top|-bottom)?)$/i;

/** One declaration that applies to an element, with what decides between it and another. */
export interface AppliedDeclaration {
  property: string;
  value: string;
  /** The higher wins, of equal ones the later (CSS Cascading 4, section 6). */
  rank: number;
}

/** What was declared for one element, by property. */
export type Declared = Map<string, AppliedDeclaration>;

/** `!important` outranks ids, ids classes, classes tags. */
export const IMPORTANT_RANK = 1e12;

/** What the `<style>` blocks of a page say of its elements. */
export interface StyleSheet {
  light: ReadonlyMap<Element, Declared>;
  /** What `@media (prefers-color-scheme: dark)` adds; empty where the page knows no dark mode. */
  dark: ReadonlyMap<Element, Declared>;
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
  const selectors = rules.flatMap((rule) => rule.selectors.filter(readable).map((selector) => ({ rule, selector })));
  const affordable = withinCost(selectors, MATCHES / Math.max(1, elements.length));
  if (affordable.length < selectors.length) warnings.push(`only the first ${affordable.length} of ${selectors.length} selectors were read`);
  const sheet = { light: new Map<Element, Declared>(), dark: new Map<Element, Declared>() };
  const roots = elements.filter(({ parent }) => parent === null || !isTag(parent));
  for (const { rule, selector } of affordable) {
    const mode = modeOf(rule);
    if (mode === undefined) continue;
    applyRule(rule, selector, roots, sheet[mode]);
    signal.throwIfAborted();
    if (elements.length > 1_000) await setImmediate();
  }
  return { ...sheet, narrows: rules.some(narrows), warnings };
}

/** Lets a declaration stand for its property where none of a higher rank does. */
export function declare(declared: Declared, declaration: AppliedDeclaration): void {
  const property = declaration.property === 'background' ? 'background-color' : declaration.property;
  const other = declared.get(property);
  if (other === undefined || other.rank <= declaration.rank) declared.set(property, declaration);
}

/** The first selectors that together have no more parts than `parts`. */
function withinCost<Item extends { selector: string }>(selectors: readonly Item[], parts: number): Item[] {
  let spent = 0;
  return selectors.filter(({ selector }) => (spent += selector.split(/[\s>]+/).length) <= parts);
}

function applyRule(rule: Rule, selector: string, roots: Element[], into: Map<Element, Declared>): void {
  const rank = rankOf(selector);
  const declarations = rule.nodes.flatMap((node) =>
    node.type === 'decl' && READ.test(node.prop)
      ? [{ property: node.prop.toLowerCase(), value: node.value, rank: rank + (node.important === true ? IMPORTANT_RANK : 0) }]
      : [],
  );
  if (declarations.length === 0) return;
  for (const element of matching(selector, roots)) {
    const declared = into.get(element) ?? new Map<string, AppliedDeclaration>();
    for (const declaration of declarations) declare(declared, declaration);
    into.set(element, declared);
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

/** Pseudo-classes are of states that a message at rest is not in; looking for siblings costs their number squared. */
function readable(selector: string): boolean {
  return selector.length <= SELECTOR_CHARACTERS && !/:|\+|~(?!=)|\[data-og|\[owa\]/.test(selector);
}

/** Ids before classes and attributes before tags (Selectors 4, section 17). */
function rankOf(selector: string): number {
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
  for (let parent = rule.parent; parent !== undefined && parent.type !== 'root'; parent = parent.parent) {
    if (!isAtRule(parent)) continue;
    media.push(parent.name === 'media' ? parent.params.trim() : 'not media');
  }
  return media;
}

function isAtRule(node: { type: string }): node is AtRule {
  return node.type === 'atrule';
}

function narrows(rule: Rule): boolean {
  return (
    mediaOf(rule).some((params) => /(?:max|min)-width|width\s*[<>]/i.test(params)) &&
    rule.nodes.some((node) => node.type === 'decl' && /^(?:max-|min-)?width$/i.test(node.prop))
  );
}
