import type { ProviderName } from '../../model-provider';
import { malformedAnswer } from '../../provider-error';

/** More numbers than any model gives. */
const MAX_DIMENSIONS = 16_384;

/**
 * The vectors of an answer, which may be anything: as many as texts were sent, all of one length, of finite numbers, none of them zero.
 * @throws ProviderError `provider-malformed-answer`.
 */
export function readVectors(provider: ProviderName, found: readonly unknown[], texts: number): Float32Array[] {
  const vectors = found.map(vectorOf);
  const length = vectors[0]?.length;
  if (vectors.length !== texts || !vectors.every((vector) => vector !== undefined && vector.length === length)) {
    throw malformedAnswer(provider);
  }
  return vectors as Float32Array[];
}

/** From an array of numbers, or from base64 of little-endian 32-bit floats. */
function vectorOf(value: unknown): Float32Array | undefined {
  const vector = typeof value === 'string' ? fromBase64(value) : Array.isArray(value) ? Float32Array.from(value as number[]) : undefined;
  if (vector === undefined || vector.length === 0 || vector.length > MAX_DIMENSIONS) return undefined;
  let greatest = 0;
  for (const number of vector) {
    if (!Number.isFinite(number)) return undefined;
    greatest = Math.max(greatest, Math.abs(number));
  }
  return greatest > 0 ? vector : undefined;
}

function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_unused, at) => bytes.readFloatLE(at * 4));
}
