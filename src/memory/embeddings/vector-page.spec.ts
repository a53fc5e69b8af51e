import { VectorPage } from './vector-page';

const VALUES = Int8Array.from([3, -4]);

describe('the vectors of a page', () => {
  it('are read where the columns have one that is not held in that version', () => {
    const page = new VectorPage();
    page.want(5, 1);
    page.want(9, 3);
    expect(page.missing).toEqual([5, 9]);
    page.take(5, 1, VALUES, 2);
    expect(page.missing).toEqual([9]);
    page.want(5, 2);
    expect(page.missing).toEqual([5, 9]);
  });

  it('are gone as soon as the columns have none', () => {
    const page = new VectorPage();
    page.want(5, 1);
    page.take(5, 1, VALUES, 2);
    expect(page.inverseNorms[5]).toBeCloseTo(0.2);
    page.want(5, undefined);
    expect([page.inverseNorms[5], page.lacks(5)]).toEqual([0, true]);
  });

  it('do not come back from a reading that was under way meanwhile', () => {
    const page = new VectorPage();
    page.want(5, 1);
    page.want(5, undefined);
    page.take(5, 1, VALUES, 2);
    expect(page.inverseNorms[5]).toBe(0);
  });

  it('are lacking where they are of another model, not where the model takes no such text', () => {
    const page = new VectorPage();
    page.want(1, 1);
    page.want(2, 1);
    page.take(1, 1, undefined, 2);
    page.take(2, 1, new Int8Array(0), 2);
    expect([page.lacks(1), page.lacks(2)]).toEqual([true, false]);
    expect(page.missing).toEqual([]);
  });
});
