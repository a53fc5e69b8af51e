import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { MeshError } from '../../errors';
import { parseSigningKeyId, signingKeyOf, type PepperSecret, type SigningKeyId } from './signing-key';

/** Seconds a client's clock may be off, either way; nonces are kept for twice as long. */
const MAX_SKEW_SECONDS = 300;

/** Signing keys kept ready; deriving one costs as much as a signature. Only those that signed rightly get in. */
const MAX_KEPT_KEYS = 1_000;
const kept = new WeakMap<ReadonlyMap<string, PepperSecret>, Map<string, KeyObject>>();

const TIMESTAMP = /^\d{1,12}$/;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const VALUE = /^v1=[0-9a-f]{64}$/;

/** What a client sends in place of a secret. */
export interface ShownSignature {
  /** The signing key id. */
  key: string;
  timestamp: string;
  nonce: string;
  /** `v1=` and 64 hex digits. */
  value: string;
}

/** Whose signature was right. That its nonce is new, only the admission in Redis can tell. */
export interface VerifiedSignature extends SigningKeyId {
  nonce: string;
}

/**
 * Holds `shown` against the string it is to sign, in constant time.
 * @param nowMs the server's clock, Unix milliseconds
 * @throws MeshError 401 `signature-malformed`, `signature-skew`, `signature-pepper-unknown` or `signature-wrong`.
 */
export function verifySignature(
  shown: ShownSignature,
  signed: string,
  peppers: ReadonlyMap<string, PepperSecret>,
  nowMs: number,
): VerifiedSignature {
  const id = parseSigningKeyId(shown.key);
  if (id === undefined) throw malformed('X-Mesh-Key is not a signing key id');
  if (!TIMESTAMP.test(shown.timestamp)) throw malformed('X-Mesh-Timestamp is not a Unix time in seconds');
  if (!NONCE.test(shown.nonce)) throw malformed('X-Mesh-Nonce is not 16 to 64 characters of A-Z, a-z, 0-9, _ and -');
  if (!VALUE.test(shown.value)) throw malformed('X-Mesh-Signature is not v1= and 64 hex digits');
  const nowSeconds = Math.floor(nowMs / 1_000);
  if (Math.abs(Number(shown.timestamp) - nowSeconds) > MAX_SKEW_SECONDS) {
    const detail = `the timestamp is more than ${MAX_SKEW_SECONDS} s off; the time here is ${nowSeconds}`;
    throw new MeshError('unauthenticated', 'signature-skew', detail);
  }
  const pepper = peppers.get(id.pepperId);
  if (pepper === undefined) {
    const detail = 'the signing key was made under a pepper that is not in use here; rotate the key';
    throw new MeshError('unauthenticated', 'signature-pepper-unknown', detail);
  }
  const keys = kept.get(peppers) ?? new Map<string, KeyObject>();
  const key = keys.get(shown.key) ?? createSecretKey(signingKeyOf(pepper, shown.key));
  const expected = createHmac('sha256', key).update(signed).digest();
  if (!timingSafeEqual(expected, Buffer.from(shown.value.slice('v1='.length), 'hex'))) {
    throw new MeshError('unauthenticated', 'signature-wrong', 'the signature is not that of this request');
  }
  if (keys.size >= MAX_KEPT_KEYS) keys.clear();
  kept.set(peppers, keys.set(shown.key, key));
  return { ...id, nonce: shown.nonce };
}

/** The 401 of a signature that is not even one in form. */
export function malformed(detail: string): MeshError {
  return new MeshError('unauthenticated', 'signature-malformed', detail);
}
