import fc from 'fast-check';
import { decodeVector, encodeVector, tagOf } from './vector-format';

const vectors = fc
  .array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 16, maxLength: 256 })
  .map((values) => Float32Array.from(values));

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, one, other] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    dot += (a[i] as number) * (b[i] as number);
    one += (a[i] as number) ** 2;
    other += (b[i] as number) ** 2;
  }
  return dot / Math.sqrt(one * other);
}

describe('a vector as it is kept', () => {
  it('points where it pointed, to less than a hundredth', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        fc.pre(vector.some((value) => Math.abs(value) > 1e-3));
        const kept = decodeVector(encodeVector(7, vector));
        expect(kept?.tag).toBe(7);
        expect(cosine(vector, kept?.values ?? [])).toBeGreaterThan(0.99);
      }),
    );
  });

  it('says of which model it is, and that a model takes no such text', () => {
    const model = { provider: 'openai', model: 'm', dimensions: 512 } as const;
    expect(tagOf(model)).not.toBe(tagOf({ ...model, dimensions: 256 }));
    expect(decodeVector(encodeVector(tagOf(model), undefined))).toEqual({ tag: tagOf(model), values: new Int8Array(0) });
  });

  it('is nothing else', () => {
    expect(decodeVector(Buffer.from('abc'))).toBeUndefined();
  });
});
