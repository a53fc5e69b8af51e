import type { RawBody } from './call';

/** What is shown once beside an API key, and signs requests in its place: the key itself is never sent. */
export interface SigningKey {
  /** `<key id>.<generation>.<pepper id>`, shown as `signing_key_id`. */
  id: string;
  /** 32 bytes in base64url, shown as `signing_key`. */
  key: string;
}

/** A request as it is about to be sent. */
export interface Unsigned {
  method: string;
  url: URL;
  body: RawBody | undefined;
}

const NONCE_BYTES = 16;
const BYTE_DIGITS = 2;
const HEX = 16;

/**
 * The headers that sign a request once, as `docs/signed-requests.md` has it. @throws TypeError for a body that is a stream: its digest must be known
 * before it is sent.
 */
export async function signatureOf({ id, key }: SigningKey, { method, url, body }: Unsigned): Promise<Record<string, string>> {
  const digest = hexOf(await crypto.subtle.digest('SHA-256', await bytesOf(body)));
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const nonce = hexOf(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).buffer);
  const query = url.search.slice(1).split('&').sort().join('&');
  const lines = ['ai-mesh-request-1', method, url.pathname, query, digest, timestamp, nonce].join('\n');
  const hmac = await crypto.subtle.importKey('raw', fromBase64Url(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const value = hexOf(await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(lines)));
  return {
    'X-Mesh-Key': id,
    'X-Mesh-Timestamp': timestamp,
    'X-Mesh-Nonce': nonce,
    'X-Mesh-Content-SHA256': digest,
    'X-Mesh-Signature': `v1=${value}`,
  };
}

async function bytesOf(body: RawBody | undefined): Promise<Uint8Array<ArrayBuffer> | ArrayBuffer> {
  if (typeof body === 'function') throw new TypeError('a stream cannot be signed before it is read: give its text, bytes or a Blob');
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return body instanceof Blob ? body.arrayBuffer() : body;
}

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(HEX).padStart(BYTE_DIGITS, '0')).join('');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
