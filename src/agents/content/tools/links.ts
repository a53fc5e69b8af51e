import { isIP } from 'node:net';
import { LinkifyIt } from 'linkify-it';
import { listed } from '../listed';
import type { Check } from '../piece';

/** What can be wrong with a link in copy. */
export type LinkFault = 'not_https' | 'no_scheme' | 'shortener' | 'placeholder' | 'ip_address' | 'unknown_scheme';

/** A link as it stands in a text. */
export interface FoundLink {
  text: string;
  faults: LinkFault[];
}

/** More are not looked at. */
const MOST_LINKS = 200;
/** Names reserved for examples (RFC 2606, RFC 6761), and what templates put where an address belongs. */
const PLACEHOLDER =
  /(?:^|\.)(?:example\.(?:com|net|org)|[^.]+\.(?:example|test|invalid|localhost)|localhost|(?:your|my)-?(?:domain|site|website|brand|company|shop|store)\.[a-z]+)$/;
/** Shorteners hide where a link leads; mailbox filters and DNS block lists count them against a sender. */
const SHORTENERS: ReadonlySet<string> = new Set(
  'bit.ly buff.ly cutt.ly goo.gl is.gd lnkd.in ow.ly rb.gy rebrand.ly s.id shorturl.at t.co t.ly tiny.cc tinyurl.com v.gd'.split(' '),
);
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, fuzzyEmail: false, maxLength: 2_048 });

/** The links of a text in order, at most 200; addresses of mail are none. */
export function linksIn(text: string): FoundLink[] {
  const found = linkify.match(text) ?? [];
  return found
    .filter(({ schema, raw }) => schema !== 'mailto:' && (schema !== '' || isAddress(raw)))
    .slice(0, MOST_LINKS)
    .map(({ raw, url, schema }) => ({ text: raw, faults: faultsOf(url, schema) }));
}

/** Rule `links`. */
export function linkCheck(links: readonly FoundLink[]): Check {
  const faulty = links.filter(({ faults }) => faults.length > 0).map(({ text, faults }) => `${text.slice(0, 40)} (${faults.join(', ')})`);
  return { rule: 'links', passed: faulty.length === 0, detail: listed(faulty, links.length === 0 ? 'no links' : `${links.length} links`) };
}

/** Not the missing space between two sentences, nor a version such as 1.2.3.4 in a list of changes. */
function isAddress(raw: string): boolean {
  return !/\.\p{Lu}/u.test(raw) && (isIP(raw) === 0 || raw.includes('/'));
}

function faultsOf(url: string, schema: string): LinkFault[] {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
  return [
    ...(schema === '' || schema === '//' ? (['no_scheme'] as const) : []),
    ...(schema === 'http:' ? (['not_https'] as const) : []),
    ...(schema === 'ftp:' ? (['unknown_scheme'] as const) : []),
    ...(SHORTENERS.has(host) ? (['shortener'] as const) : []),
    ...(PLACEHOLDER.test(host) ? (['placeholder'] as const) : []),
    ...(isIP(host) !== 0 ? (['ip_address'] as const) : []),
  ];
}
