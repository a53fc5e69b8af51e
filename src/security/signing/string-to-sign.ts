import { hash } from 'node:crypto';
import { canonicalJson } from '../requests/canonical-json';

/** What a signature covers of an HTTP request. */
export interface SignedParts {
  method: string;
  /** Path and query as they were sent, the percent-encoding untouched. */
  url: string;
  /** Hex SHA-256 of the body's bytes; of nothing where there is no body. */
  bodySha256: string;
  /** Unix time in seconds, as it was sent. */
  timestamp: string;
  nonce: string;
}

/** What a signature covers of a Redis message. */
export interface SignedMessageParts {
  pattern: string;
  /** The message's data; its `signature` is left out of the digest. */
  data: Record<string, unknown>;
  timestamp: string;
  nonce: string;
}

/** The digest of no bytes at all: what stands for the body of a request without one. */
export const EMPTY_SHA256 = sha256Of('');

/** The lines that are signed for an HTTP request; the query is sorted bytewise by its pairs as they were sent. */
export function stringToSign({ method, url, bodySha256, timestamp, nonce }: SignedParts): string {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : sortedQuery(url.slice(at + 1));
  return `ai-mesh-request-1\n${method.toUpperCase()}\n${path}\n${query}\n${bodySha256}\n${timestamp}\n${nonce}`;
}

/** The lines that are signed for a Redis message: the digest is of its data as canonical JSON, without `signature`. */
export function messageToSign({ pattern, data, timestamp, nonce }: SignedMessageParts): string {
  const signed = Object.fromEntries(Object.entries(data).filter(([field]) => field !== 'signature'));
  return `ai-mesh-message-1\n${pattern}\n${sha256Of(canonicalJson(signed))}\n${timestamp}\n${nonce}`;
}

/** SHA-256 in hex. */
export function sha256Of(bytes: string | Buffer): string {
  return hash('sha256', bytes, 'hex');
}

/** A request line is ASCII, so the order of JavaScript's strings is the order of the bytes. */
function sortedQuery(query: string): string {
  return query.includes('&') ? query.split('&').sort().join('&') : query;
}
