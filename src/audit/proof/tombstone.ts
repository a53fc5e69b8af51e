import { isSignedBy, keyIdOf, type SigningKey } from './signing-key';

/** What stands for records that were removed when their time was over: who has them elsewhere can still prove that they were in the log. */
export interface Tombstone {
  v: 1;
  tenant: string;
  /** First and last sequence that was removed. */
  from: number;
  to: number;
  count: number;
  /** Merkle root (RFC 6962) of their hashes, base64url. */
  root: string;
  /** Hash of the last of them, base64url: what the first record that remains is chained to. */
  link: string;
  /** RFC 3339. */
  at: string;
  key_id: string;
  public_key: string;
  /** Present where records were removed although they did not verify. */
  unverified?: string;
  signature: string;
}

/** Makes one of everything but the key. */
export function signTombstone(key: SigningKey, range: Omit<Tombstone, 'v' | 'key_id' | 'public_key' | 'signature'>): Tombstone {
  const body = { v: 1 as const, ...range, key_id: key.keyId, public_key: key.publicKey };
  return { ...body, signature: key.sign('tombstone', body) };
}

/** Whether the key in it signed it and its range adds up. */
export function isTombstoneSigned({ signature, ...body }: Tombstone): boolean {
  if (keyIdOf(body.public_key) !== body.key_id || body.count !== body.to - body.from + 1) return false;
  return isSignedBy(body.public_key, 'tombstone', body, signature);
}
