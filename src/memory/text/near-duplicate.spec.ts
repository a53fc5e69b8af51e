import fc from 'fast-check';
import { analyse } from './analyse';
import type { Language } from './language';
import { isNearDuplicate, nearSignature } from './near-duplicate';

const near = (one: string, other: string, language?: Language) => {
  const [a, b] = [analyse(one, language), analyse(other, language)];
  const bands = nearSignature(b);
  const share = nearSignature(a)?.some((band) => bands?.includes(band)) ?? false;
  return share && isNearDuplicate({ terms: [...a.terms.keys()], guards: a.guards }, { terms: [...b.terms.keys()], guards: b.guards });
};
const LONG = 'Customers in Germany prefer short subject lines, green buttons, honest prices, quick delivery and friendly phone support';

describe('isNearDuplicate', () => {
  it.each([
    ['punctuation and case', LONG, `${LONG.toUpperCase()}!!!`],
    [
      'articles',
      'The red campaign reached the young runners of Berlin in spring',
      'A red campaign reached young runners of Berlin in the spring',
    ],
    ['endings', 'The campaigns reached younger runners, walkers and swimmers', 'the campaign reached younger runner, walker and swimmer'],
    ['a word more among many', LONG, LONG.replace('quick', 'quick, reliable')],
  ])('joins texts that differ in %s', (_what, one, other) => {
    expect(near(one, other)).toBe(true);
  });

  it.each([
    [
      'a number',
      'The weekly planning meeting with the design team starts at 5',
      'The weekly planning meeting with the design team starts at 6',
    ],
    [
      'a sign',
      'Measured temperature inside cold storage hall yesterday night: 5',
      'Measured temperature inside cold storage hall yesterday night: -5',
    ],
    ['the order of numbers', `${LONG}: from 5 to 6`, `${LONG}: from 6 to 5`],
    [
      'a negation',
      'Customers of this brand do like long subject lines in mails',
      'Customers of this brand do not like long subject lines in mails',
    ],
    ['a negation that is a word', `${LONG}`, `Never: ${LONG}`],
    ['a name', `${LONG}, says Ann`, `${LONG}, says Bob`],
    ['who does what', 'Ann Miller owes Bob Smith lunch money today', 'Bob Smith owes Ann Miller lunch money today'],
    ['a pronoun', 'He told her budget plans, spring campaign, hiring freeze', 'She told him budget plans, spring campaign, hiring freeze'],
    [
      'a direction',
      'Revenue of the northern stores went up last winter quarter',
      'Revenue of the northern stores went down last winter quarter',
    ],
    ['asking', 'The budget for the northern spring campaign was approved', 'The budget for the northern spring campaign was approved?'],
    ['all but the words', 'ok', 'ok'],
  ])('keeps texts apart that differ in %s', (_what, one, other) => {
    expect(near(one, other)).toBe(false);
  });

  it('minds negations and numbers of other languages', () => {
    expect(
      near(
        'Der Kunde möchte grüne Knöpfe, kurze Texte, ehrliche Preise',
        'Der Kunde möchte grüne Knöpfe, kurze Texte, keine ehrliche Preise',
        'de',
      ),
    ).toBe(false);
    expect(near('我们的客户喜欢绿色的按钮和诚实的价格', '我们的客户不喜欢绿色的按钮和诚实的价格')).toBe(false);
    expect(near('会議は月曜日の午後三時に東京で始まります', '会議は月曜日の午後五時に東京で始まります')).toBe(false);
    expect(near('会議は月曜日の午後三時に東京で始まります', '会議は、月曜日の午後三時に東京で始まります。')).toBe(true);
  });

  it('holds both ways, and for a text and itself', () => {
    const list = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrst'.split('')), { minLength: 6 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const [a, b] = [
          { terms: one, guards: '' },
          { terms: other, guards: '' },
        ];
        return isNearDuplicate(a, b) === isNearDuplicate(b, a) && isNearDuplicate(a, a);
      }),
    );
  });
});

describe('nearSignature', () => {
  it('is none for a text of fewer than six terms or one that was not analysed whole', () => {
    expect(nearSignature(analyse('Ann likes green buttons'))).toBeUndefined();
    expect(nearSignature(analyse(`${LONG} `.repeat(4_000)))).toBeUndefined();
  });

  it('has four bands of six characters, the first of which numbers it', () => {
    const bands = nearSignature(analyse(LONG)) ?? [];
    expect(bands.map((band) => band.charAt(0)).join('')).toBe('ABCD');
    for (const band of bands) expect(band).toMatch(/^[A-D][\w-]{5}$/);
  });

  it('is the same in every process', () => {
    expect(nearSignature(analyse(LONG))).toMatchInlineSnapshot(`
     [
       "AA1Koc",
       "BBgkAU",
       "Cf9Iru",
       "DuZ9vK",
     ]
    `);
  });

  it('shares a band in at least 95 of 100 pairs that share nine terms in ten, and hardly ever in unlike ones', () => {
    const terms = (from: number, to: number) => new Map(Array.from({ length: to - from }, (_none, index) => [`term${from + index}`, 1]));
    const share = (one: Map<string, number>, other: Map<string, number>) => {
      const bands = nearSignature({ terms: other, complete: true });
      return nearSignature({ terms: one, complete: true })?.some((band) => bands?.includes(band));
    };
    const runs = Array.from({ length: 300 }, (_none, run) => run * 1000);
    expect(runs.filter((start) => share(terms(start, start + 40), terms(start, start + 36))).length).toBeGreaterThan(285);
    expect(runs.filter((start) => share(terms(start, start + 40), terms(start + 500, start + 540))).length).toBe(0);
  });
});
