import { atOnce, inTurns } from '../text/steps';
import { indexing } from './indexed-text';

const memory = (content: string, metadata = {}) => ({ type: 'fact' as const, content, metadata });
const digestOf = (content: string) => atOnce(indexing(memory(content))).digest;

describe('what a memory is found by', () => {
  it('is worked out in many small steps for a large text, and is the same whoever takes a turn in between', async () => {
    const large = memory('社會科學院語學研究所。'.repeat(300_000));
    let steps = 0;
    for (const work = indexing(large); work.next().done !== true;) steps += 1;
    // 64 pieces are analysed, and 3.3 million characters hashed a million at a time.
    expect(steps).toBeGreaterThanOrEqual(64 + 3);
    expect(await inTurns(indexing(large))).toEqual(atOnce(indexing(large)));
  });

  it.each([
    ['case and white space', 'She lives in Rome', ' she lives\n in  ROME ', true],
    ['the case of a word', 'NULL', 'null', false],
    ['the case of code', '<img src=x> and more', '<IMG SRC=x> and more', false],
    ['halves of characters', 'half \ud83d', 'half \ud83e', false],
    ['white space alone', ' ', '\t', false],
    ['the look of letters', '𝖙𝖍𝖊 𝖖𝖚𝖎𝖈𝖐 𝖋𝖔𝖝', '𝚝𝚑𝚎 𝚚𝚞𝚒𝚌𝚔 𝚏𝚘𝚡', false],
    ['the case of a long text', 'A long text. '.repeat(6_000), 'a long text. '.repeat(6_000), false],
  ])('%s: is it the same text?', (_what, one, other, isSame) => {
    expect(digestOf(one) === digestOf(other)).toBe(isSame);
  });
});
