import { createHash } from 'node:crypto';
import { MerkleTree } from './merkle-tree';

const hash = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 6962, 2.1, as it is written there. */
function rootOf(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0] as Buffer);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return hash(Buffer.of(1), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

describe('MerkleTree', () => {
  it('has the root of RFC 6962 for every number of leaves', () => {
    const leaves = Array.from({ length: 40 }, (_none, index) => Buffer.alloc(32, index));
    for (let count = 0; count <= leaves.length; count += 1) {
      const tree = new MerkleTree();
      for (const leaf of leaves.slice(0, count)) tree.add(leaf);
      expect(tree.root()).toEqual(rootOf(leaves.slice(0, count)));
    }
  });
});
