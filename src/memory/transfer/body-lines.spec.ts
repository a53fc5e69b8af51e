import { Readable } from 'node:stream';
import { bodyLines } from './body-lines';

const BOUNDS = { maxBytes: 1_000, maxLines: 10, maxLineBytes: 20 };

async function linesOf(chunks: readonly (string | Buffer)[], bounds = BOUNDS): Promise<[number, string | undefined][]> {
  const found: [number, string | undefined][] = [];
  const body = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
  for await (const { line, bytes } of bodyLines(body, bounds)) found.push([line, bytes?.toString()]);
  return found;
}

describe('lines of a body', () => {
  it('are the same however the body is cut, in the middle of a character too', async () => {
    const text = Buffer.from('one\nzwölf\r\n\n  \nשלום\nend');
    const expected = [
      [1, 'one'],
      [2, 'zwölf\r'],
      [4, '  '],
      [5, 'שלום'],
      [6, 'end'],
    ];
    for (let size = 1; size <= text.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_none, at) => text.subarray(at * size, (at + 1) * size));
      expect(await linesOf(chunks)).toEqual(expected);
    }
  });

  it('begin behind a byte order mark', async () => {
    expect(await linesOf(['\ufeffone\n\ufefftwo'])).toEqual([
      [1, 'one'],
      [2, '\ufefftwo'],
    ]);
  });

  it('that are too long are told by their number, and those around them are there', async () => {
    expect(await linesOf(['a\n', 'x'.repeat(15), 'x'.repeat(6), '\nb\n', 'y'.repeat(20), '\n', 'z'.repeat(21)])).toEqual([
      [1, 'a'],
      [2, undefined],
      [3, 'b'],
      [4, 'y'.repeat(20)],
      [5, undefined],
    ]);
  });

  it.each([
    ['bytes', Array.from({ length: 51 }, () => 'x'.repeat(19) + '\n'), { ...BOUNDS, maxLines: 100 }],
    ['lines', Array.from({ length: 11 }, (_none, at) => `${at}\n`), BOUNDS],
  ])('are not more than allowed: %s', async (what, chunks, bounds) => {
    await expect(linesOf(chunks, bounds)).rejects.toMatchObject({
      kind: 'too-large',
      code: 'import-too-large',
      detail: expect.stringContaining(what) as string,
      errors: [{ field: 'body' }],
    });
  });

  it('are read only as they are asked for', async () => {
    let given = 0;
    const body = new Readable({
      highWaterMark: 16,
      read() {
        given += 1;
        this.push(Buffer.from('0123456\n'));
      },
    });
    const lines = bodyLines(body, { ...BOUNDS, maxBytes: 1e9, maxLines: 1e9 });
    for (let line = 1; line <= 3; line += 1) expect((await lines.next()).value).toMatchObject({ line });
    await lines.return(undefined);
    expect(given).toBeLessThan(10);
    expect(body.destroyed).toBe(false);
  });
});
