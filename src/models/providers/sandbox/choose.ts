import { createHash } from 'node:crypto';

/** A whole number from 0 to `count` − 1, spread evenly and the same for the same `seed`. */
export function choose(seed: string, count: number): number {
  return count <= 1 ? 0 : createHash('sha256').update(seed).digest().readUInt32BE(0) % count;
}
