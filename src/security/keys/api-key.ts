import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { newId, tenantSlot } from '../../redis';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 base62 digits hold 256 bits; 6 hold the checksum's 32. */
const SECRET_DIGITS = 43;
const CHECKSUM_DIGITS = 6;
const FORMAT = new RegExp(`^mesh_([a-z]+)_([0-9a-z]{16})_([0-9A-Za-z]{${SECRET_DIGITS}})([0-9A-Za-z]{${CHECKSUM_DIGITS}})$`);
/** What is left of a key whose end was lost on the way. */
const BEGINNING = new RegExp(`^mesh(?:_[a-z]*(?:_[0-9a-z]{0,16}|_[0-9a-z]{16}_[0-9A-Za-z]{0,${SECRET_DIGITS + CHECKSUM_DIGITS - 1}})?)?$`);
const SLOT_CHARACTERS = 8;

/** The parts of a well-formed key: `mesh_<environment>_<id part>_<secret><checksum>`. */
export interface ParsedApiKey {
  environment: string;
  keyId: string;
  secret: string;
}

/** An id for a key of this tenant; its first half says where in a Cluster the key lies. The same for the same `seed`. */
export function newKeyId(tenantId: string, seed?: string): string {
  return `key_${tenantSlot(tenantId)}${newId('key', seed).slice('key_'.length + SLOT_CHARACTERS)}`;
}

/** The slot a key's id names. */
export function slotOfKey(keyId: string): string {
  return keyId.slice('key_'.length, 'key_'.length + SLOT_CHARACTERS);
}

/** Makes a key for `keyId` (`key_…`) of 32 secret bytes, random where none are given, and a CRC-32 that catches typing errors without a look-up. */
export function makeApiKey(keyId: string, environment = 'live', secret = randomBytes(32)): string {
  const head = `mesh_${environment}_${keyId.slice('key_'.length)}_${base62(secret, SECRET_DIGITS)}`;
  return head + checksum(head);
}

/** The parts of `text`, or what is wrong with it: its form or checksum, or that its end is missing. */
export function parseApiKey(text: string): ParsedApiKey | 'malformed' | 'truncated' {
  const match = FORMAT.exec(text);
  if (!match) return BEGINNING.test(text) ? 'truncated' : 'malformed';
  const [, environment, idPart, secret, sum] = match as unknown as [string, string, string, string, string];
  return checksum(text.slice(0, -CHECKSUM_DIGITS)) === sum ? { environment, keyId: `key_${idPart}`, secret } : 'malformed';
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
