import { piecesSchema } from './writing/content.schema';
import { copyChecks } from './copy-checks';
import type { Copy } from './piece';
import { readability, syllables } from './tools/readability';
import { FORMATS } from './writing/formats';

const copy: Copy = {
  subject: 'New coats are in',
  preheader: 'Warm, plain and made to last.',
  headline: 'Coats for cold days',
  body: ['The new coats are here. They are warm and they last.'],
  call_to_action: 'See the coats',
};
const failed = (changes: Partial<Copy>, texts: string[] = [], allowed: string[] = []) =>
  copyChecks({ ...copy, ...changes }, { rules: { names: allowed, bannedClaims: [] }, sources: { values: [], texts } })
    .filter(({ passed }) => !passed)
    .map(({ rule, detail }) => `${rule}: ${detail}`);

describe('readability', () => {
  it.each([
    ['cat', 1],
    ['make', 1],
    ['table', 2],
    ['jumped', 1],
    ['wanted', 2],
    ['season', 2],
    ['reading', 2],
    ['beautiful', 3],
    ['the', 1],
  ])('counts the syllables of %s', (word, count) => {
    expect(syllables(word)).toBe(count);
  });

  it('scores a text as Flesch and Kincaid do', () => {
    // By hand: 12 words of one syllable in 2 sentences: 206.835 − 1.015·6 − 84.6·1 and .39·6 + 11.8·1 − 15.59.
    const scores = readability('The cat sat on the mat. The dog ran to the door.');
    expect(scores?.ease).toBeCloseTo(116.145, 6);
    expect(scores?.grade).toBeCloseTo(-1.45, 6);
    expect(readability('1, 2, 3!')).toBeUndefined();
  });
});

describe('copyChecks', () => {
  it('passes plain copy', () => {
    expect(failed({})).toEqual([]);
  });

  it('finds long lines, capitals, spam triggers and hard reading', () => {
    expect(failed({ subject: 'x'.repeat(61) })).toEqual(['subject_length: 61 of at most 60 characters']);
    expect(failed({ preheader: '' })).toEqual(['preheader_length: 0 of at most 110 characters']);
    expect(failed({ headline: 'HUGE coats' })).toEqual(['no_capitals: HUGE']);
    expect(failed({ headline: 'ACME coats' }, [], ['ACME'])).toEqual([]);
    expect(failed({ call_to_action: 'Act now!!' })).toEqual(['no_spam_triggers: act now, !!']);
    expect(failed({ body: ['Institutional considerations necessitate comprehensive organisational transformation.'] })[0]).toMatch(
      /^reading_ease/,
    );
  });

  it('refuses numbers that the task does not state', () => {
    expect(failed({ headline: 'Save 20 %' })).toEqual(['numbers_have_a_source: 20 %']);
    expect(failed({ headline: 'Save 20 %' }, ['offer 20% off'])).toEqual([]);
  });
});

describe('piecesSchema', () => {
  const briefs = [
    { id: 'web', audience: 'Web' },
    { id: 'phone', audience: 'Phone' },
  ];

  it('asks for exactly one piece per brief, or for as many variants of each as are wanted', () => {
    expect(piecesSchema(FORMATS.email, briefs)).toMatchObject({ required: ['web', 'phone'], additionalProperties: false });
    expect(piecesSchema(FORMATS.social, briefs, { variants: 3 })).toMatchObject({ properties: { phone: { required: ['a', 'b', 'c'] } } });
  });

  it.each(Object.values(FORMATS))('gives examples of $name that pass every rule themselves, enough of them for each variant', (format) => {
    const sources = { values: [], texts: [] };
    for (const example of format.examples) {
      expect(copyChecks(example, { sources }).filter(({ passed }) => !passed)).toEqual([]);
      expect(Object.keys(example)).toEqual([...format.fields]);
    }
    const schema = JSON.stringify(piecesSchema(format, briefs, { variants: format.variants }));
    for (const [, examples] of schema.matchAll(/"examples":(\[".*?"\])/g))
      expect((JSON.parse(examples!) as string[]).length).toBeGreaterThanOrEqual(3);
  });
});
