import { porter } from './porter';

describe('porter', () => {
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['agreed', 'agre'],
    ['feed', 'feed'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['sing', 'sing'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['falling', 'fall'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['sky', 'sky'],
    ['relational', 'relat'],
    ['vietnamization', 'vietnam'],
    ['hopefulness', 'hope'],
    ['electrical', 'electr'],
    ['adjustment', 'adjust'],
    ['effective', 'effect'],
    ['rate', 'rate'],
    ['controll', 'control'],
  ])('brings %s to %s', (word, stem) => {
    expect(porter(word)).toBe(stem);
  });

  it('joins the noun in -ion with its verb', () => {
    expect(['connection', 'connected', 'connecting', 'connects'].map(porter)).toEqual(Array(4).fill('connect'));
    expect(porter('adoption')).toBe(porter('adopt'));
  });
});
