const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** FNV-1a over the UTF-16 units of `text` with MurmurHash3's last mix: an unsigned 32-bit hash, the same in every process. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix32(hash);
}

/** MurmurHash3's finaliser (Appleby 2011): every bit of the argument moves every bit of the answer, an unsigned 32-bit number. */
export function mix32(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The lowest `6 × characters` bits of `value` in base64url characters; six hold all 32. */
export function base64Of(value: number, characters: number): string {
  let text = '';
  for (let shift = 6 * (characters - 1); shift >= 0; shift -= 6) text += ALPHABET.charAt((value >>> shift) & 63);
  return text;
}
