import { COMPRESSIONS } from './compressions';
import { MemoryCodec } from './memory-codec';

/** What this Node can write. */
const { zstd } = COMPRESSIONS;
const TEXT = JSON.stringify({ content: 'The customer prefers to hear about new products in the morning. '.repeat(1_000) });

describe('zstd', () => {
  it('is not written unless an option says that every reader can read it', async () => {
    expect((await new MemoryCodec().encode(TEXT))[0]).toBe(1);
  });

  it.each([TEXT, TEXT.slice(0, 20_000)])('is written for large bodies where it is allowed and this Node has it', async (text) => {
    const codec = new MemoryCodec({ zstd: 'auto' });
    const stored = await codec.encode(text);
    expect(stored[0]).toBe(zstd ? 3 : 1);
    expect(await codec.decode(stored)).toBe(text);
  });

  it('is not written for small bodies, which the dictionary makes smaller', async () => {
    expect((await new MemoryCodec({ zstd: 'auto' }).encode(TEXT.slice(0, 2_000)))[0]).toBe(2);
  });

  if (zstd)
    it('inflates no more than it is told', async () => {
      const bomb = zstd.compress(Buffer.alloc(64 * 1_048_576));
      expect(() => zstd.inflate(bomb, 1_000)).toThrow();
      await expect(zstd.inflateLater(bomb, 1_048_576)).rejects.toThrow();
    });
});
