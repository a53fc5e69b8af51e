import { createHash, randomBytes } from 'node:crypto';

/** The kinds of thing that have an id of their own. */
export type IdKind = 'network' | 'agent' | 'task' | 'memory' | 'session' | 'batch' | 'key' | 'dataset' | 'sweep' | 'erasure';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** 36^16 is 82 bits: ids cannot be guessed, and 10^9 of them collide with probability 10^-7. */
const LENGTH = 16;
const NETWORK_PREFIX = 'network_';

/** A new id such as `network_k3v9…`; the same for the same `seed`, so that what is created twice is created once. */
export function newId(kind: IdKind, seed?: string): string {
  return `${kind}_${ownPart(seed)}`;
}

/** A new id of something that lives in a network and is asked for without naming it: `task_<network part>_<own part>`. */
export function newIdIn(kind: IdKind, networkId: string, seed?: string): string {
  return `${kind}_${networkId.slice(NETWORK_PREFIX.length)}_${ownPart(seed)}`;
}

/** The network that `id`, made by `newIdIn`, belongs to; undefined when it was not made so. */
export function networkOf(id: string): string | undefined {
  const part = /^[a-z]+_([0-9a-z]{16})_[0-9a-z]{16}$/.exec(id)?.[1];
  return part === undefined ? undefined : NETWORK_PREFIX + part;
}

function ownPart(seed: string | undefined): string {
  let part = '';
  for (let round = 0; part.length < LENGTH; round += 1) {
    const bytes = seed === undefined ? randomBytes(LENGTH) : createHash('sha256').update(`${round} ${seed}`).digest();
    // Bytes from 252 on would favour the first letters of the alphabet.
    for (const byte of bytes) if (byte < 252 && part.length < LENGTH) part += ALPHABET[byte % 36];
  }
  return part;
}
