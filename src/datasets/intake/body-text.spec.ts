import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { bodyText } from './body-text';

describe('the text of a body', () => {
  const read = async (chunks: Buffer[]): Promise<Buffer[]> => {
    const slices: Buffer[] = [];
    for await (const slice of bodyText(Readable.from(chunks, { objectMode: true }), createHash('sha256'))) slices.push(slice);
    return slices;
  };

  it('is the same however it is cut, in slices that are whole characters', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).map((value) => value.replaceAll('\u0000', '').toWellFormed());
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (value, size) => {
        const bytes = Buffer.from(value);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_none, n) => bytes.subarray(n * size, (n + 1) * size));
        const slices = await read(chunks);
        expect(slices.map(String).join('')).toBe(value);
      }),
    );
  });

  it('names the line that is no UTF-8, wherever it is cut', async () => {
    const bytes = Buffer.concat([Buffer.from('ä\nö\n'), Buffer.from('fü\n', 'latin1'), Buffer.from('x\n')]);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reading = read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      await expect(reading).rejects.toMatchObject({ code: 'dataset-invalid', errors: [{ field: 'line 3' }] });
    }
  });
});
