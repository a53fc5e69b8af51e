import fc from 'fast-check';
import { analyse } from './analyse';
import { isLanguage, type Language } from './language';

const terms = (text: string, language?: Language) => [...analyse(text, language).terms.keys()];
const LANGUAGES = 'ar bg da de el en es fi fr ga hi hu hy id it lt ne nl no pt ro ru sr sv ta tr uk'.split(' ').filter(isLanguage);

function expectValid(text: string, language?: Language): void {
  const analysis = analyse(text, language);
  const again = analyse(text, language);
  expect([...again.terms]).toEqual([...analysis.terms]);
  expect(again.guards).toBe(analysis.guards);
  expect(analysis.guards).toMatch(/^(?:[\w-]{6})?$/);
  expect(analysis.terms.size).toBeLessThanOrEqual(4_096);
  let length = 0;
  for (const [term, count] of analysis.terms) {
    expect(term.length).toBeGreaterThan(0);
    expect(term.length).toBeLessThanOrEqual(64);
    expect(term).not.toMatch(/[\s\p{Cc}\p{Cs}]/u);
    length += count;
  }
  expect(length).toBe(analysis.length);
}

const rows = (given: [string, string[], Language?][]) =>
  given.map(([text, expected, language]) => [text, expected, language ?? 'en'] as const);

describe('analyse', () => {
  it('keeps the stems of words in the order they come, and how often', () => {
    const { terms, length } = analyse('The campaigns reached runners; a campaign reaches every runner.');
    expect([...terms]).toEqual([
      ['campaign', 2],
      ['reach', 2],
      ['runner', 2],
      ['everi', 1],
    ]);
    expect(length).toBe(7);
  });

  it.each(
    rows([
      ["Ann's well-being", ['ann', 'well', 'wellb']],
      ["Don't, won’t, they'll", []],
      ["O'Neil's", ['neil', 'oneil']],
      ['3.5 of 10,000', ['3.5', '10000']],
      ['on 2025-03-04', ['2025-03-04', '2025', '03', '04', '2025-03']],
      ['ann@shop.example', ['ann@shop.example', 'ann', 'shop', 'exampl']],
      ['gpt-4.1 v1.2.3', ['gpt', '4.1', 'gpt4.1', 'v1.2.3']],
      ['the U.S. and AT&T', ['us', 'att']],
      ['C++ C# c', ['c++', 'c#', 'c']],
      ['❤️ 👍🏽 👩🏽‍💻 🇩🇪🇫🇷 ™', ['❤', '👍', '👩‍💻', '🇩🇪', '🇫🇷', 'tm']],
      ['東京都', ['東', '東京', '京', '京都', '都']],
      ['한국어', ['한국어', '한국', '국어']],
      ['ｆｕｌｌ ﬁne ²', ['full', 'fine', '2']],
      ['so\u00adft pass\u200dword', ['soft', 'password']],
      ['Die Häuser sind nicht groß', ['haus', 'gross'], 'de'],
      ['Ich will die Campaigns', ['campaign'], 'de'],
    ]),
  )('makes of %s the terms %j', (text, expected, language) => {
    expect(terms(text, language)).toEqual(expected);
  });

  it('notes numbers, negations and stop words apart from the terms', () => {
    const guards = ['do', 'do not', 'at 5', 'at 6', 'at -5', 'never', 'at 5?'].map((text) => analyse(`${text} meeting`).guards);
    expect(new Set(guards).size).toBe(guards.length);
    expect(analyse('The meeting').guards).toBe('');
  });

  it('cuts a long word, never through a character', () => {
    expect(terms('x'.repeat(10_000))).toEqual(['x'.repeat(64)]);
    expect(terms(`x${'𐐨'.repeat(100)}`)).toEqual([`x${'𐐨'.repeat(31)}`]);
  });

  it('keeps the first 4,096 terms of a long text and says that it is not whole', () => {
    const { terms, length, complete } = analyse(Array.from({ length: 6_000 }, (_none, index) => `n${index}`).join(' '));
    expect([terms.size, length, complete, terms.has('n4095'), terms.has('n4096')]).toEqual([4_096, 4_096, false, true, false]);
    expect(analyse('short').complete).toBe(true);
    expect(analyse('a '.repeat(200_000)).complete).toBe(false);
  });

  it('gives valid terms, the same every time, for any text in every language', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
      fc
        .array(fc.constantFrom(..."aé1.-'@_&,:/ \0\ud800\udc00\u0301\u200d\u202e東かก한👩🇩ßıİς?+#".split('')), { maxLength: 80 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...LANGUAGES), (value, language) => expectValid(value, language)),
      { numRuns: 1_000 },
    );
  });

  it('takes less than two seconds for 10 MiB of anything', () => {
    for (const unit of [
      'a',
      'a-',
      '1.',
      ' ',
      'ing ',
      '的',
      'ก',
      'ខ្ញុំ',
      '👩\u200d',
      '\u0315\u0300',
      '\ud800',
      '\ufdfa',
      'İ',
      "a'",
      '\u200d',
    ]) {
      const text = unit.repeat(10_485_760 / unit.length);
      const started = performance.now();
      analyse(text);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

describe('isLanguage', () => {
  it('accepts ISO codes of languages with a stemmer and nothing else', () => {
    expect(LANGUAGES.length).toBe(27);
    expect(['zh', 'EN', '', 'toString', '__proto__', undefined, 1].some(isLanguage)).toBe(false);
  });
});
