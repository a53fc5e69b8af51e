import { isSignedBy, keyIdOf, type SigningKey } from './signing-key';

/** What the mesh states of a log: its record `seq` has the hash `link`. Names in snake_case: it is stored, exported and logged as it stands. */
export interface Checkpoint {
  v: 1;
  tenant: string;
  seq: number;
  /** Hash of that record, base64url. */
  link: string;
  /** RFC 3339. */
  at: string;
  key_id: string;
  /** Raw Ed25519 key, base64url. */
  public_key: string;
  /** The key before this one; stands in the first checkpoint of a new key alone. */
  previous_key?: string;
  signature: string;
  /** The previous key's signature on `Succession`: who trusts one of the two keys may trust the other. */
  previous_signature?: string;
}

/** Makes one. `previous` is given where the key has changed since the last checkpoint and the former key is still known. */
export function signCheckpoint(
  key: SigningKey,
  { tenant, seq, link, at }: { tenant: string; seq: number; link: Buffer; at: Date },
  previous?: SigningKey,
): Checkpoint {
  const body = {
    v: 1 as const,
    tenant,
    seq,
    link: link.toString('base64url'),
    at: at.toISOString(),
    key_id: key.keyId,
    public_key: key.publicKey,
    ...(previous !== undefined && { previous_key: previous.publicKey }),
  };
  return {
    ...body,
    signature: key.sign('checkpoint', body),
    ...(previous !== undefined && { previous_signature: previous.sign('succession', succession(previous.publicKey, key.publicKey)) }),
  };
}

/** Whether the key in it signed it, and its name is that key's. Whether the key is one of ours is `KeyTrust`'s to say. */
export function isCheckpointSigned({ signature, previous_signature: _other, ...body }: Checkpoint): boolean {
  return keyIdOf(body.public_key) === body.key_id && isSignedBy(body.public_key, 'checkpoint', body, signature);
}

/** Whether it proves that its key follows `previous_key`. Its own signature must have been found good. */
export function provesSuccession({ public_key, previous_key, previous_signature }: Checkpoint): boolean {
  if (previous_key === undefined || previous_signature === undefined) return false;
  return isSignedBy(previous_key, 'succession', succession(previous_key, public_key), previous_signature);
}

function succession(from: string, to: string) {
  return { v: 1, from, to };
}
