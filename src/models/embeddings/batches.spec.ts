import fc from 'fast-check';
import { batchesOf } from './batches';

const bytesOf = (text: string): number => Buffer.byteLength(text);

describe('texts as requests carry them', () => {
  it('are all there, in order, within the bounds of every provider', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 400 })), { maxLength: 150 }), (given) => {
        const texts = given.map(([text, times]) => text.repeat(times).slice(0, 20_000));
        const batches = batchesOf(texts);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(96);
          expect(batch.reduce((sum, text) => sum + bytesOf(text), 0)).toBeLessThanOrEqual(280_000);
        }
        const sent = batches.flat();
        expect(sent).toHaveLength(texts.length);
        for (const [at, text] of sent.entries()) {
          expect(bytesOf(text)).toBeLessThanOrEqual(8_000);
          expect((texts[at] as string).startsWith(text)).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('hold no half of a character', () => {
    expect(batchesOf(['a\ud800b'])).toEqual([['a\ufffdb']]);
    const [[text = ''] = []] = batchesOf([`a${'😀'.repeat(3_000)}`]);
    expect([text.isWellFormed(), bytesOf(text)]).toEqual([true, 7_997]);
  });
});
