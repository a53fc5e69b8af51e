import * as fc from 'fast-check';
import { fence, newFenceMark } from './fence';

describe('fence', () => {
  it('leaves no mark inside, whatever the text', () => {
    const piece = fc.constantFrom('[[data:', '[[/data:', '[[ /DATA :', ']]', '[', 'x', '\n', '0123456789abcdef');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const mark = newFenceMark();
        const inside = fence({ label: 'Text', text: pieces.join('') }, mark)
          .split('\n')
          .slice(2, -1)
          .join('\n');
        expect(inside).not.toMatch(/\[\[\s*\/?\s*data\s*:/i);
      }),
    );
  });

  it.each(['[[', '[[/', '[[data', '[[ / data'])('takes linear time for %j before a megabyte of white space', (start) => {
    const text = start + ' '.repeat(1_000_000);
    const startedAtMs = performance.now();
    expect(fence({ label: 'Text', text }, newFenceMark())).toContain(text);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });
});
