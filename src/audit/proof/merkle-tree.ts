import { createHash } from 'node:crypto';

/**
 * The root of a Merkle tree over leaves that come one by one (RFC 6962, 2.1: leaves and nodes are hashed with different prefixes, so that
 * neither can pass for the other). Holds one hash for each level: 20 for a million leaves.
 */
export class MerkleTree {
  private count = 0;
  /** Roots of whole subtrees, the largest first; their sizes are the binary digits of `count`. */
  private readonly roots: Buffer[] = [];

  add(leaf: Buffer): void {
    let root = sha256(0, leaf);
    for (let size = this.count; size % 2 === 1; size = (size - 1) / 2) root = sha256(1, this.roots.pop() as Buffer, root);
    this.roots.push(root);
    this.count += 1;
  }

  /** 32 bytes; of no leaves the hash of nothing. */
  root(): Buffer {
    if (this.roots.length === 0) return createHash('sha256').digest();
    return this.roots.reduceRight((right, left) => sha256(1, left, right));
  }
}

function sha256(prefix: 0 | 1, ...parts: Buffer[]): Buffer {
  const hash = createHash('sha256').update(Buffer.of(prefix));
  for (const part of parts) hash.update(part);
  return hash.digest();
}
