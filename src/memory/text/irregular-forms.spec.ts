import { analyse } from './analyse';
import { baseForm } from './irregular-forms';

const termsOf = (text: string) => [...analyse(text).terms.keys()];

describe('irregular forms', () => {
  it.each([
    ['They went to buy a loaf', 'They go and bought loaves'],
    ['Her children taught swimming', 'Her child teaches how she swam'],
    ['Mother organised the colours of our neighbour', 'Moms organize a color for neighbors'],
    ['We analysed the pictures', 'Analyze a photo'],
  ])('finds %j by the words of %j', (text, other) => {
    expect(termsOf(other).sort()).toEqual(termsOf(text).sort());
  });

  it('leaves regular words as they are, and those that only look alike', () => {
    expect(['walked', 'hour', 'pour', 'tour', 'flour', 'constructor', '__proto__'].map(baseForm)).toEqual([
      'walked',
      'hour',
      'pour',
      'tour',
      'flour',
      'constructor',
      '__proto__',
    ]);
  });

  it('has no form that stands for two words, and none that has another base itself', () => {
    const bases = new Set(['be', 'go', 'buy', 'see', 'child', 'photo', 'color', 'mom'].map(baseForm));
    for (const base of bases) expect(baseForm(base)).toBe(base);
  });
});
