import { decodeInTurn } from './decode-in-turn';

describe('decoding in turn', () => {
  it('keeps the order and the empty places, and never has more than 8 MiB or one row under way', async () => {
    const rows = [3, 4, undefined, 2, 20, 1, 7, undefined];
    const seen: (number | undefined)[] = [];
    let underWay = 0;
    let most = 0;
    const decode = async (megabytes: number): Promise<number> => {
      underWay += megabytes;
      most = Math.max(most, underWay === 20 ? 0 : underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= megabytes;
      return megabytes;
    };
    for await (const part of decodeInTurn(rows, (megabytes) => megabytes * 1_048_576, decode)) seen.push(...part);
    expect(seen).toEqual(rows);
    expect(most).toBeLessThanOrEqual(8);
  });
});
