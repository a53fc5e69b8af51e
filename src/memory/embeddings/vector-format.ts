import { createHash } from 'node:crypto';
import type { EmbeddingModel } from '../../models';

/** Bytes before the numbers: the model's tag. */
const HEADER_BYTES = 4;
const GREATEST = 127;

/** A vector with its model's tag: one without numbers says that the model takes no such text. */
export interface StoredVector {
  tag: number;
  values: Int8Array;
}

/** What stands for a model, and the length of its vectors, in front of each of them: vectors of another tag mean nothing beside them. */
export function tagOf({ provider, model, dimensions }: EmbeddingModel): number {
  const name = `${provider}/${model}/${dimensions ?? 'own'}`;
  return createHash('sha256').update(name).digest().readUInt32BE();
}

/**
 * A vector as it is kept: a byte a number, the greatest of them ±127, since only its direction counts. That costs less than a hundredth of
 * the cosine. Undefined stands for a text that the model does not take.
 */
export function encodeVector(tag: number, vector: Float32Array | undefined): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + (vector?.length ?? 0));
  bytes.writeUInt32BE(tag);
  if (vector === undefined) return bytes;
  let greatest = 0;
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value));
  const scale = greatest === 0 ? 0 : GREATEST / greatest;
  for (const [at, value] of vector.entries()) bytes.writeInt8(Math.round(value * scale), HEADER_BYTES + at);
  return bytes;
}

/** What `encodeVector` wrote; undefined for anything else. */
export function decodeVector(bytes: Buffer): StoredVector | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  return { tag: bytes.readUInt32BE(), values: new Int8Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, bytes.length - HEADER_BYTES) };
}
