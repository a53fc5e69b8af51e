import { domainToASCII } from 'node:url';

/** An address that mail can be sent to. */
export interface MailAddress {
  /** As it is written: its domain in ASCII lower case, what stands before the @ as it was given. */
  address: string;
  /** The same for all spellings of one address: lower case as a whole. */
  key: string;
  /** In ASCII lower case, such as `example.com` or `xn--bcher-kva.example`. */
  domain: string;
}

/** Octets of an address, and of what stands before its @ (RFC 5321, 4.5.3.1); of a label of a domain (RFC 1035, 2.3.4). */
const MOST_OCTETS = 254;
const MOST_LOCAL_OCTETS = 64;
const MOST_LABEL_OCTETS = 63;

/** One character each, so that no text makes these look back: what no header may hold, and what a domain is made of. */
const FORBIDDEN = /[\p{C}\p{Z},;:<>()[\]"\\]/u;
const FORBIDDEN_IN_DOMAIN = /[%/?#@_&=+*!$'`{}|^~]/;

/**
 * Reads an address as people write it (Unicode compatibility forms, international domains); undefined when mail could not be sent to it. Quoted
 * local parts and addresses of machines (`a@[127.0.0.1]`) are refused, though the standard has them: lists of people hold none.
 */
export function mailAddress(value: unknown): MailAddress | undefined {
  if (typeof value !== 'string' || value.length > 4 * MOST_OCTETS) return undefined;
  const text = value.trim().normalize('NFKC');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  if (FORBIDDEN.test(text) || !isLocal(local)) return undefined;
  const domain = mailDomain(text.slice(at + 1));
  if (domain === undefined || Buffer.byteLength(local) + 1 + domain.length > MOST_OCTETS) return undefined;
  return { address: `${local}@${domain}`, key: `${local.toLowerCase()}@${domain}`, domain };
}

/** A domain of at least two labels in ASCII lower case; undefined when the text is none. */
export function mailDomain(text: string): string | undefined {
  if (text.length > MOST_OCTETS || FORBIDDEN.test(text) || FORBIDDEN_IN_DOMAIN.test(text)) return undefined;
  const domain = domainToASCII(text.normalize('NFKC').toLowerCase());
  const labels = domain.split('.');
  const isNumber = /^\d+$/.test(labels.at(-1)!); // an address of a machine
  return labels.length >= 2 && labels.every(isLabel) && !isNumber ? domain : undefined;
}

function isLocal(local: string): boolean {
  const size = Buffer.byteLength(local);
  if (size === 0 || size > MOST_LOCAL_OCTETS || local.includes('@')) return false;
  return !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
}

function isLabel(label: string): boolean {
  return (
    label.length > 0 && label.length <= MOST_LABEL_OCTETS && /^[a-z0-9-]+$/.test(label) && !label.startsWith('-') && !label.endsWith('-')
  );
}
