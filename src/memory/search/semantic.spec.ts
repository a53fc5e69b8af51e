import { VectorPage } from '../embeddings/vector-page';
import { fuse, type Semantic } from './semantic';

const ALL = (): boolean => true;

/** Vectors by number, all of page 0. */
function vectorsOf(vectors: readonly number[][]): Semantic['vectors'] {
  const page = new VectorPage();
  const dimensions = vectors[0]?.length ?? 0;
  for (const [n, values] of vectors.entries()) {
    page.want(n, 1);
    page.take(n, 1, Int8Array.from(values), dimensions);
  }
  return { dimensions, read: new Map([[0, page]]) };
}
const relevance = (scores: Record<number, number>) => ({
  rows: Int32Array.from(Object.keys(scores).map(Number)),
  scores: Float64Array.from(Object.values(scores)),
});
const byNumber = ({ rows, scores }: { rows: Int32Array; scores: Float64Array }) =>
  Object.fromEntries([...rows].map((number, at) => [number, Number((scores[at] as number).toFixed(4))]));

describe('relevance by words and by meaning', () => {
  const vectors = vectorsOf([
    [127, 0],
    [90, 90],
    [0, 127],
    [-127, 0],
  ]);
  const query = Float32Array.from([1, 0]);

  it('is the weighted sum of both, each divided by its maximum, and 1 for the best', () => {
    const fused = fuse(relevance({ 0: 0.5, 2: 1 }), { vectors, query, weight: 0.25 }, ALL);
    // 0: .75 × .5 + .25; 1: .25 × cos 45°; 2: .75; 3 points away.
    expect(byNumber(fused)).toEqual({ 0: 0.8333, 1: 0.2357, 2: 1 });
    expect([...fused.semantic].map((near) => Number(near.toFixed(4)))).toEqual([1, 0, 0.7071]);
  });

  it('leaves the words alone where nothing is near, or has no vector', () => {
    const lexical = relevance({ 3: 1, 7: 0.5 });
    expect(byNumber(fuse(lexical, { vectors, query, weight: 0.35 }, (number) => number === 3))).toEqual({ 3: 1, 7: 0.5 });
  });

  it('brings in only what is accepted', () => {
    expect(byNumber(fuse(relevance({}), { vectors, query, weight: 0.35 }, (number) => number === 1))).toEqual({ 1: 1 });
  });

  it('finds the nearest among more than are compared number by number', () => {
    const dimensions = 128;
    let seed = 1;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
    const many = Array.from({ length: 2_000 }, () => Array.from({ length: dimensions }, () => Math.round(random() * 254)));
    const near = many[1_234] as number[];
    const noisy = Float32Array.from(near, (value) => value + 80 * random());
    const { rows, scores } = fuse(relevance({}), { vectors: vectorsOf(many), query: noisy, weight: 1 }, ALL);
    expect(rows[scores.indexOf(1)]).toBe(1_234);
    expect(rows).toHaveLength(200);
  });
});
