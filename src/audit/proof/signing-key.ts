import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Bytes of an Ed25519 seed (RFC 8032). */
const SEED_BYTES = 32;
/** The DER before the seed in a PKCS #8 private key of Ed25519 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Of a key's name: enough to tell our own keys apart; proofs carry the whole key beside it. */
const KEY_ID_DIGITS = 16;

/** What can be signed here; each has its own prefix, so that no signature of one can stand under another. */
export type StatementKind = 'checkpoint' | 'succession' | 'tombstone' | 'export';

/** The flat body of a statement; it is signed as JSON with sorted keys, so that the order of fields does not matter. */
export type Statement = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** An Ed25519 key that signs what the mesh states about its audit log. */
export class SigningKey {
  /** The raw public key (32 bytes), base64url. */
  readonly publicKey: string;
  readonly keyId: string;
  private readonly key: KeyObject;

  /** @param seed 32 bytes, derived from a secret that does not lie in Redis. */
  constructor(seed: Buffer) {
    if (seed.length !== SEED_BYTES) throw new RangeError(`a signing key needs a seed of ${SEED_BYTES} bytes`);
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key).export({ format: 'jwk' }).x as string;
    this.keyId = keyIdOf(this.publicKey);
  }

  /** The signature, base64url. */
  sign(kind: StatementKind, body: Statement): string {
    return sign(null, signedBytes(kind, body), this.key).toString('base64url');
  }
}

/** The name of a public key: the first 16 hex digits of its SHA-256. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, KEY_ID_DIGITS);
}

/** Whether `signature` is that of `publicKey` on the statement; false too for what is no key or no signature. */
export function isSignedBy(publicKey: string, kind: StatementKind, body: Statement, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    const bytes = Buffer.from(signature, 'base64url');
    // Some characters of base64 have bits that decode to nothing: only one spelling is the signature.
    return bytes.toString('base64url') === signature && verify(null, signedBytes(kind, body), key, bytes);
  } catch {
    return false;
  }
}

function signedBytes(kind: StatementKind, body: Statement): Buffer {
  return Buffer.from(`ai-mesh audit ${kind} 1\n${JSON.stringify(body, Object.keys(body).sort())}`);
}
