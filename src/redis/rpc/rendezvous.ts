/** FNV-1a, 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * How many of `others` come before `own` for the thing with this hash, all named by their hashes: rendezvous hashing (Thaler and Ravishankar,
 * 1998). Each comes first for its share of all things, and whoever leaves moves no others' things.
 */
export function rankOf(thing: number, own: number, others: readonly number[]): number {
  const ownWeight = weightOf(thing, own);
  let rank = 0;
  for (const other of others) if (weightOf(thing, other) > ownWeight) rank += 1;
  return rank;
}

/** The finaliser of MurmurHash3. */
function weightOf(thing: number, who: number): number {
  let mixed = thing ^ who;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
