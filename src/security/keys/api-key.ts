import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 base62 digits hold 256 bits; 6 hold the checksum's 32. */
const SECRET_DIGITS = 43;
const CHECKSUM_DIGITS = 6;
const FORMAT = new RegExp(`^mesh_([a-z]+)_([0-9a-z]{16})_([0-9A-Za-z]{${SECRET_DIGITS}})([0-9A-Za-z]{${CHECKSUM_DIGITS}})$`);

/** The parts of a well-formed key: `mesh_<environment>_<id part>_<secret><checksum>`. */
export interface ParsedApiKey {
  keyId: string;
  secret: string;
}

/** Makes a key for `keyId` (`key_…`) with 256 bits of secret and a CRC-32 that catches typing errors without a look-up. */
export function makeApiKey(keyId: string, environment = 'live'): string {
  const head = `mesh_${environment}_${keyId.slice('key_'.length)}_${base62(randomBytes(32), SECRET_DIGITS)}`;
  return head + checksum(head);
}

/** The parts of `text`, or undefined when its form or checksum is wrong. */
export function parseApiKey(text: string): ParsedApiKey | undefined {
  const match = FORMAT.exec(text);
  if (!match) return undefined;
  const [, , idPart, secret, sum] = match as unknown as [string, string, string, string, string];
  return checksum(text.slice(0, -CHECKSUM_DIGITS)) === sum ? { keyId: `key_${idPart}`, secret } : undefined;
}

/** What is stored of a key: HMAC-SHA256 of its secret under the pepper, in hex. */
export function digestOf(secret: string, pepper: string): string {
  return createHmac('sha256', pepper).update(secret).digest('hex');
}

function checksum(head: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(head));
  return base62(sum, CHECKSUM_DIGITS);
}

function base62(bytes: Buffer, digits: number): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; text.length < digits; value /= 62n) text = BASE62[Number(value % 62n)] + text;
  return text;
}
