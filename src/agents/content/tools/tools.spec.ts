import { bannedClaims, claimCheck } from './banned-claims';
import { voiceFaults } from './brand-voice';
import { capitalsCheck } from './capitals';
import { detectLanguage, languageCheck, languageCode } from './language';
import { lengthChecks } from './lengths';
import { linksIn } from './links';
import { markupCheck } from './markup';
import { mergeTagCheck, mergeTagsIn } from './merge-tags';
import { folded, phrasesIn } from './phrases';
import { placeholderCheck } from './placeholders';
import { countsOf, readability } from './readability';
import { sentencesOf } from './sentences';
import { SOCIAL_NETWORKS } from './social-networks';

const networkOf = (name: string) => SOCIAL_NETWORKS.find((network) => network.name === name)!;

describe('sentencesOf', () => {
  it('ends sentences at marks before white space and at empty lines', () => {
    expect(sentencesOf('One two. "Three?" Four v1.2 five!\n\nSix\n \nseven… … 8.')).toEqual([
      'One two.',
      '"Three?"',
      'Four v1.2 five!',
      'Six',
      'seven…',
    ]);
  });
});

describe('readability', () => {
  it('scores SMOG as McLaughlin does', () => {
    // By hand: 30 sentences with one hard word each: 1.043 · √30 + 3.1291.
    expect(readability('Beautiful things. '.repeat(30))?.smog).toBeCloseTo(1.043 * Math.sqrt(30) + 3.1291, 9);
  });

  it('counts what there is to read in any language', () => {
    expect(countsOf('Ein Satz. Noch einer.\n\nUnd ein dritter.')).toEqual({
      characters: 39,
      words: 7,
      sentences: 3,
      paragraphs: 2,
      reading_seconds: 2,
    });
  });
});

describe('lengthChecks', () => {
  it('holds each line to its limit and a post to that of its network', () => {
    const copy = { subject: 'x'.repeat(61), description: '', text: 'y'.repeat(281) };
    const failed = (name: string) =>
      lengthChecks(copy, networkOf(name))
        .filter(({ passed }) => !passed)
        .map(({ rule }) => rule);
    expect(failed('x')).toEqual(['subject_length', 'description_length', 'post_length']);
    expect(failed('bluesky')).toEqual(['subject_length', 'description_length']);
  });

  it('counts as the networks do: links of one length, wide characters twice, families once', () => {
    const link = `https://shop.example/${'a'.repeat(80)}`;
    expect(networkOf('x').count(`See ${link} 日本`)).toBe(4 + 23 + 1 + 4);
    expect(networkOf('mastodon').count(`See ${link}`)).toBe(27);
    expect(networkOf('bluesky').count('👩‍👩‍👧')).toBe(1);
    expect(networkOf('linkedin').count(link)).toBe(link.length);
  });
});

describe('capitalsCheck', () => {
  it('leaves names and merge tags alone', () => {
    expect(capitalsCheck('Hello *|FNAME|* and %%FIRSTNAME%% from ACME', ['ACME'])).toMatchObject({ passed: true });
    expect(capitalsCheck('HUGE SALE', [])).toMatchObject({ passed: false, detail: 'HUGE, SALE' });
    expect(capitalsCheck('ACT NOW, or ask the FDA in the UK: https://acme.com/SALE', [])).toMatchObject({
      passed: false,
      detail: 'ACT, NOW',
    });
  });
});

describe('linksIn', () => {
  const faults = (text: string) => Object.fromEntries(linksIn(text).map((link) => [link.text, link.faults]));

  it('says what is wrong with each link', () => {
    const text =
      'See https://shop.acme.com/a, http://acme.com, www.acme.de, bit.ly/x, https://bit.ly/y, https://example.com/z, https://10.0.0.1/a, https://your-domain.com and ftp://acme.com.';
    expect(faults(text)).toEqual({
      'https://shop.acme.com/a': [],
      'http://acme.com': ['not_https'],
      'www.acme.de': ['no_scheme'],
      'bit.ly/x': ['no_scheme', 'shortener'],
      'https://bit.ly/y': ['shortener'],
      'https://example.com/z': ['placeholder'],
      'https://10.0.0.1/a': ['ip_address'],
      'https://your-domain.com': ['placeholder'],
      'ftp://acme.com': ['unknown_scheme'],
    });
  });

  it('takes neither a missing space, a version nor a mail address for a link', () => {
    expect(linksIn('This is the end.No more. Version 1.2.3.4 is out. Write to help@acme.com.')).toEqual([]);
  });
});

describe('mergeTagCheck', () => {
  const check = (text: string, known?: string[]) => mergeTagCheck(mergeTagsIn(text), known);

  it('reads all three syntaxes and lets logic be', () => {
    expect(mergeTagsIn('{{ first_name | default: "there" }} *|FNAME|* %%city%% {% if x %}a{% endif %}').tags).toEqual([
      { text: '{{ first_name | default: "there" }}', field: 'first_name', syntax: 'liquid', fallback: true },
      { text: '*|FNAME|*', field: 'fname', syntax: 'mailchimp', fallback: false },
      { text: '%%city%%', field: 'city', syntax: 'percent', fallback: false },
    ]);
  });

  it('passes tags that are whole, known and fall back', () => {
    const text = 'Hi {{ first_name | default: "there" }}, *|CITY|*. {{ unsubscribe_url }} 100 % wool, {% if x %}y{% endif %}';
    expect(check(text, ['first_name', 'city'])).toEqual({ rule: 'merge_tags', passed: true, detail: '3 tags' });
  });

  it.each([
    ['Hi {{ first_name }}', '{{ first_name }} has no default'],
    ['Hi {{ first_name | default: "x" }', '{{ is not closed or opened'],
    ['Hi first_name }}', '}} is not closed or opened'],
    ['Hi *|FNAME', '*| is not closed or opened'],
    ['Hi %%name', '%% is not closed or opened'],
    ['Hi {{ }}', '{{ }} names no field'],
    ['Hi {{ shoe | default: "x" }}', '{{ shoe | default: "x" }} is not a known field'],
  ])('finds what is wrong in %s', (text, detail) => {
    expect(check(text, ['first_name'])).toMatchObject({ passed: false, detail });
  });
});

describe('what is no finished text', () => {
  it.each(['<b>New</b> coats', 'A **bold** word', '# Coats', 'See [coats](https://acme.com)'])('finds the markup in %s', (text) => {
    expect(markupCheck(text)).toMatchObject({ passed: false });
  });

  it.each(['Hi [Name],', 'Thanks, [Your company]', 'Lorem ipsum dolor', 'Save XXX today', 'TODO: offer'])(
    'finds the placeholder in %s',
    (text) => {
      expect(placeholderCheck(text)).toMatchObject({ passed: false });
    },
  );

  it('lets signs of plain text be', () => {
    const text = 'Sizes 3 < 4 > 2, 2 * 3 * 4, coats [in wool], no. # 1, {{ name | default: "you" }} and *|FNAME|*';
    expect([markupCheck(text).passed, placeholderCheck(text).passed]).toEqual([true, true]);
  });
});

describe('phrasesIn', () => {
  it('finds whole words whatever their case, spacing or apostrophes, and keeps marks literal', () => {
    const text = folded('Don’t  MISS the best\nprice, ever (really?).');
    expect(phrasesIn(text, ["don't miss", 'Best Price', 'pric', 'ever (really?)', '.*', ''])).toEqual([
      "don't miss",
      'Best Price',
      'ever (really?)',
    ]);
  });
});

describe('bannedClaims', () => {
  it('names the rule that each claim breaks', () => {
    const found = bannedClaims('Guaranteed returns! Our MIRACLE cure. Lose 10 kg. Simply the cheapest.', ['the cheapest', 'the best']);
    expect(found.map(({ claim }) => claim)).toEqual(['the cheapest', 'miracle cure', 'lose 10 kg', 'guaranteed returns']);
    expect(claimCheck(found).detail).toContain('"guaranteed returns" (FINRA Rule 2210(d)(1)(B); FCA BCOBS 2.2.5G)');
  });

  it('lets plain copy pass', () => {
    expect(bannedClaims('The tailor cures leather, guarantees the seams and never loses a button.', [])).toEqual([]);
  });
});

describe('voiceFaults', () => {
  it('names every way in which a text breaks the voice', () => {
    const voice = { avoid: ['cheap'], prefer: { purchase: 'buy' }, maxSentenceWords: 4, allowExclamation: false, allowEmoji: false };
    expect(voiceFaults('Cheap coats! Please purchase one of them today 🎉 © 2026.', voice)).toEqual([
      'avoid "cheap"',
      'say "buy" for "purchase"',
      '1 sentences of more than 4 words',
      'exclamation mark',
      'emoji',
    ]);
    expect(voiceFaults('Coats © 1.', voice)).toEqual([]);
  });
});

describe('detectLanguage', () => {
  const german = 'Die neuen Mäntel sind da. Sie sind warm, schlicht und halten viele Jahre lang.';

  it.each([
    ['en', 'The new coats are here. They are warm and plain, and they last for many years.'],
    ['de', german],
    ['fr', 'Les nouveaux manteaux sont arrivés. Ils sont chauds et durent des années entières.'],
    ['und', 'Coats'],
  ])('finds %s', (code, text) => {
    expect(detectLanguage(text).code).toBe(code);
  });

  it('holds a text to the language expected', () => {
    expect(languageCheck(detectLanguage(german), 'en')).toEqual({
      rule: 'language',
      passed: false,
      detail: 'reads as German, expected English',
    });
    expect(languageCheck(detectLanguage('Coats'), 'en')).toMatchObject({ passed: true });
    expect(['de-AT', 'German', 'EN', 'klingon'].map(languageCode)).toEqual(['de', 'de', 'en', undefined]);
  });
});
