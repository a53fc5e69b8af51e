import { createHash, createHmac } from 'node:crypto';

const FORM = /^(key_[0-9a-z]{1,64})\.(\d{1,9})\.([0-9a-f]{8})$/;

/** What a signing key is derived under: the secret of the installation, outside Redis. */
export type PepperSecret = string | Buffer;

/** The parts of a signing key id `<key id>.<generation>.<pepper id>`. */
export interface SigningKeyId {
  keyId: string;
  /** Counts the rotations of the key: a signing key dies with the secret it was made with. */
  generation: number;
  pepperId: string;
}

/** The first 8 hex digits of a digest: they tell peppers apart and give nothing away of them. */
export function pepperIdOf(pepper: PepperSecret): string {
  return createHash('sha256').update('ai-mesh pepper\n').update(pepper).digest('hex').slice(0, 8);
}

/** The peppers of an installation by their ids, the current one first: made once, since a digest a request would be wasted. */
export function peppersById(peppers: readonly PepperSecret[]): ReadonlyMap<string, PepperSecret> {
  return new Map(peppers.map((pepper) => [pepperIdOf(pepper), pepper]));
}

/** The signing key id of a key of this generation, as its client is to send it. */
export function signingKeyIdOf(keyId: string, generation: number, pepper: PepperSecret): string {
  return `${keyId}.${generation}.${pepperIdOf(pepper)}`;
}

/** The parts of `text`, or undefined when it is no signing key id. */
export function parseSigningKeyId(text: string): SigningKeyId | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, keyId = '', generation, pepperId = ''] = match;
  return { keyId, generation: Number(generation), pepperId };
}

/**
 * The 32 bytes that sign for this id: derived, so that no copy of them is stored anywhere. The client is shown them once,
 * in base64url, and signs with the decoded bytes.
 */
export function signingKeyOf(pepper: PepperSecret, signingKeyId: string): Buffer {
  return createHmac('sha256', pepper).update(`ai-mesh signing 1\n${signingKeyId}`).digest();
}
