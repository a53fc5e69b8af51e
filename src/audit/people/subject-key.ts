import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { PersonalData } from '../sealed-record';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const COMMIT_BYTES = 16;

/** AES-256-GCM: nonce, ciphertext, tag. The nonce is random (NIST SP 800-38D, 8.2.2): 2^32 messages a key are safe. */
export function encrypted(key: Buffer, plain: Buffer | string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = cipher.update(plain);
  return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypted` was given; undefined when it was not made with this key, or not left as it was. */
export function decrypted(key: Buffer, box: Buffer): Buffer | undefined {
  if (box.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES)).setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** `personal` and `commit` of a record. */
export function sealedPersonalData(key: Buffer, person: Omit<PersonalData, 'salt'>): { personal: string; commit: string } {
  const whole: PersonalData = { salt: randomBytes(12).toString('base64url'), ...person };
  const json = JSON.stringify(whole);
  const commit = createHash('sha256').update(json).digest().subarray(0, COMMIT_BYTES).toString('hex');
  return { personal: encrypted(key, json).toString('base64url'), commit };
}

/** What a value of a tenant is looked up by: HMAC-SHA256. */
export function lookupOf(lookupKey: Buffer, tenantId: string, value: string): Buffer {
  return createHmac('sha256', lookupKey).update(`${tenantId}\n${value}`).digest();
}
