import { isUtf8 } from 'node:buffer';
import { MappedText } from './mapped-text';
import type { TextView } from './text-view';

/** Runs that may be base64, plain or URL-safe: 16 characters hold two or three words. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** Runs of at least a dozen bytes in hexadecimal, parted by at most one blank, colon, comma or `\x`. */
const HEX = /(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,]?){12,}/g;
/** One character written by its number or its name. */
const ESCAPE =
  /%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|&#x[0-9A-Fa-f]{1,6};|&#[0-9]{1,7};|&(?:lt|gt|amp|quot|apos|nbsp);/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
/** Characters of a text that somebody can read. */
const READABLE = /[\p{L}\p{N}\p{P}\p{Zs}\n\r\t]/gu;
const LEAST_READABLE = 0.9;

/** What stands in base64 in a text; undefined for nothing. */
export function base64View(text: string): TextView | undefined {
  return decodedView('base64', text, BASE64, (run) => Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
}

/** What stands in hexadecimal in a text. */
export function hexView(text: string): TextView | undefined {
  return decodedView('hex', text, HEX, (run) => Buffer.from(run.replace(/0x|\\x|[ :,]/g, ''), 'hex'));
}

/** The text with characters for their escapes of URLs, JSON, HTML and source code. */
export function unescapedView(text: string): TextView | undefined {
  const unescaped = new MappedText();
  let from = 0;
  for (const { 0: escape, index } of text.matchAll(ESCAPE)) {
    unescaped.copy(text.slice(from, index), from);
    unescaped.add(characterOf(escape), index);
    from = index + escape.length;
  }
  if (from === 0) return undefined;
  unescaped.copy(text.slice(from), from);
  return unescaped.view('escaped');
}

function decodedView(name: string, text: string, pattern: RegExp, decode: (run: string) => Buffer): TextView | undefined {
  const decoded = new MappedText();
  for (const { 0: run, index } of text.matchAll(pattern)) {
    const said = readable(decode(run));
    if (said === undefined) continue;
    if (!decoded.isEmpty) decoded.add('\n', index);
    for (let at = 0; at < said.length; at += 1) decoded.add(said[at] as string, index + Math.floor((at * run.length) / said.length));
  }
  return decoded.isEmpty ? undefined : decoded.view(name);
}

function readable(bytes: Buffer): string | undefined {
  if (bytes.length < 8 || !isUtf8(bytes)) return undefined;
  const text = bytes.toString();
  const count = text.match(READABLE)?.length ?? 0;
  return count >= LEAST_READABLE * [...text].length && /\p{L}{3}/u.test(text) ? text : undefined;
}

function characterOf(escape: string): string {
  if (escape.startsWith('&') && !escape.startsWith('&#')) return NAMED[escape.slice(1, -1)] ?? escape;
  const digits = escape.replace(/[^0-9A-Fa-f]/g, '');
  const code = /^&#[0-9]/.test(escape) ? Number.parseInt(digits, 10) : Number.parseInt(digits, 16);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : escape;
}
