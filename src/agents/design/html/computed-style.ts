import { setImmediate } from 'node:timers/promises';
import { type Element, isTag } from 'domhandler';
import { blend, formatHex, parse } from 'culori';
import type { HtmlDocument } from './read-html';
import { declare, IMPORTANT_RANK, type Declared, type StyleSheet } from './style-rules';

/** What is needed to tell whether a text can be read, for one element at rest. */
export interface ComputedStyle {
  /** `#rrggbb`, as it looks on its background. */
  color: string;
  /** `#rrggbb` of what lies behind the text; undefined where a picture or a gradient does. */
  background: string | undefined;
  fontSizePx: number;
  bold: boolean;
  hidden: boolean;
  declared: ReadonlyMap<string, string>;
}

const ROOT: ComputedStyle = { color: '#000000', background: '#ffffff', fontSizePx: 16, bold: false, hidden: false, declared: new Map() };
/** Of the user agent (HTML Living Standard, section 15.3). */
const HEADING_SIZES: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17, h4: 1, h5: 0.83, h6: 0.67 };
const KEYWORD_SIZES: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};
const NEVER_SHOWN: ReadonlySet<string> = new Set(['head', 'title', 'style', 'script', 'template', 'noscript', 'meta', 'link']);
const BOLD: ReadonlySet<string> = new Set(['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th']);
/** Elements before the event loop gets its turn. */
const BLOCK_ELEMENTS = 1_000;
/** Inline styles outrank every selector. */
const INLINE_RANK = 1e9;
/** Colour values are short; a longer one is an attack on the parser. */
const VALUE_CHARACTERS = 300;

/**
 * The styles of all elements as a client with no more than CSS 2 would compute them: attributes, style rules, inline styles, inheritance.
 * `mode` dark adds what the page declares for dark mode.
 */
export async function computeStyles(
  { elements }: HtmlDocument,
  sheet: StyleSheet,
  mode: 'light' | 'dark',
): Promise<Map<Element, ComputedStyle>> {
  const styles = new Map<Element, ComputedStyle>();
  for (const [index, element] of elements.entries()) {
    if (index % BLOCK_ELEMENTS === BLOCK_ELEMENTS - 1) await setImmediate();
    const { parent } = element;
    const inherited = (parent !== null && isTag(parent) ? styles.get(parent) : undefined) ?? ROOT;
    const applied = [sheet.light.get(element), mode === 'dark' ? sheet.dark.get(element) : undefined];
    styles.set(element, computed(element, inherited, declarationsOf(element, applied)));
  }
  return styles;
}

function declarationsOf(element: Element, applied: readonly (Declared | undefined)[]): Map<string, string> {
  const { bgcolor, color, text, width, height } = element.attribs;
  const fontColor = element.name === 'font' ? color : element.name === 'body' ? text : undefined;
  const hints = { 'background-color': bgcolor, color: fontColor, width: lengthOf(width), height: lengthOf(height) };
  const declared: Declared = new Map();
  for (const [property, value] of Object.entries(hints)) if (value !== undefined) declare(declared, { property, value, rank: -1 });
  for (const rules of applied) for (const declaration of rules?.values() ?? []) declare(declared, declaration);
  for (const part of (element.attribs.style ?? '').split(';')) {
    const colon = part.indexOf(':');
    if (colon === -1) continue;
    const [value = '', important] = part.slice(colon + 1).split(/!\s*important/i);
    const rank = INLINE_RANK + (important === undefined ? 0 : IMPORTANT_RANK);
    declare(declared, { property: part.slice(0, colon).trim().toLowerCase(), value: value.trim(), rank });
  }
  return new Map([...declared].map(([property, { value }]) => [property, value]));
}

function computed(element: Element, inherited: ComputedStyle, declared: Map<string, string>): ComputedStyle {
  const { name, attribs } = element;
  const background = backgroundOf(declared, inherited.background);
  const own = declared.get('color') ?? (name === 'a' && 'href' in attribs ? '#0000ee' : undefined);
  return {
    color: (own === undefined ? undefined : colorOn(own, background)) ?? inherited.color,
    background,
    fontSizePx: fontSize(declared.get('font-size'), inherited.fontSizePx * (HEADING_SIZES[name] ?? 1), inherited.fontSizePx),
    bold: isBold(declared.get('font-weight'), BOLD.has(name) || inherited.bold),
    hidden:
      inherited.hidden ||
      NEVER_SHOWN.has(name) ||
      'hidden' in attribs ||
      /^none\b/i.test(declared.get('display') ?? '') ||
      /^hidden\b/i.test(declared.get('visibility') ?? '') ||
      /^0(?:\.0+)?$/.test(declared.get('opacity') ?? ''),
    declared,
  };
}

function backgroundOf(declared: ReadonlyMap<string, string>, behind: string | undefined): string | undefined {
  const value = declared.get('background-color');
  const image = declared.get('background-image') ?? '';
  if (/url\(|gradient\(/i.test(image) || /gradient\(/i.test(value ?? '')) return undefined;
  if (value === undefined || value.length > VALUE_CHARACTERS) return behind;
  const color = value
    .replace(/url\([^)]*\)/gi, ' ')
    .match(/#[\da-f]{3,8}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([^)]*\)|\b[a-z]+\b/gi)
    ?.find((word) => parse(word) !== undefined);
  return (color === undefined ? undefined : colorOn(color, behind)) ?? behind;
}

/** A colour as it looks on what is behind it; undefined for what is no colour, or is see-through on something unknown. */
function colorOn(value: string, behind: string | undefined): string | undefined {
  const parsed = value.length > VALUE_CHARACTERS ? undefined : parse(value.trim());
  if (parsed === undefined) return undefined;
  if ((parsed.alpha ?? 1) >= 1) return formatHex(parsed);
  return behind === undefined ? undefined : formatHex(blend([behind, parsed], 'normal', 'rgb'));
}

function fontSize(value: string | undefined, otherwise: number, inherited: number): number {
  const [, digits = '', unit = ''] = /^([\d.]{1,10})(px|pt|em|rem|%)?/i.exec(value ?? '') ?? [];
  if (digits === '') return KEYWORD_SIZES[(value ?? '').toLowerCase()] ?? otherwise;
  const size = Number(digits);
  switch (unit.toLowerCase()) {
    case 'pt':
      return (size * 4) / 3;
    case 'em':
      return size * inherited;
    case 'rem':
      return size * 16;
    case '%':
      return (size * inherited) / 100;
    default:
      return size;
  }
}

function isBold(value: string | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  return /^bold/i.test(value) || Number(value) >= 600;
}

/** A length of an attribute as CSS writes it: bare numbers are pixels. */
function lengthOf(attribute: string | undefined): string | undefined {
  return attribute === undefined ? undefined : /^\d+$/.test(attribute.trim()) ? `${attribute.trim()}px` : attribute;
}
