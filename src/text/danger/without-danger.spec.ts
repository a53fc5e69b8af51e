import fc from 'fast-check';
import { DANGER_KINDS, type DangerKind } from './danger';
import { findDanger } from './find-danger';
import { DEFUSED_KINDS, withoutDanger } from './without-danger';

const PIECES = [
  ...[
    '<script>',
    '</script>',
    '<scr',
    'ipt>',
    '<img src=x ',
    'onerror=',
    'go()',
    'javascript:',
    'java',
    'script:',
    '<iframe',
    '>',
    '"',
    "'",
    '`',
    '```\n',
    '\n',
  ],
  ...[
    ' or ',
    '1=1',
    '--',
    ';',
    'DROP TABLE x',
    '${',
    '{{',
    '}}',
    '7*7',
    '}',
    '../',
    '__proto__',
    '.',
    'http://',
    'localhost',
    '\u200b',
    '\u0000',
    '\u202e',
    '\ud800',
  ],
  ...[
    '&#106;',
    '%3C',
    '%253C',
    '&lt;',
    'ａ',
    '＜',
    'alert(1)',
    'eval(atob(',
    'word',
    ' ',
    'é',
    '👩‍👧',
    '<b>',
    '</b>',
    '<a href="',
    'data:text/html,',
    'style=',
    'expression(',
  ],
];
const messy = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const kindsOf = fc.subarray([...DANGER_KINDS]).map((kinds): ReadonlySet<DangerKind> => new Set(kinds));

describe('withoutDanger', () => {
  it.each([
    ['Hi <script>go()</script>Anna', 'Hi Anna'],
    ['<b onclick="go()">Sale</b>', '<b >Sale</b>'],
    ['<a href="javascript:go()">Sale</a>', '<a href="go()">Sale</a>'],
    ['[Sale](javascript:go())', '[Sale](go())'],
    ['<iframe src="//x.example">Sale</iframe>', 'Sale'],
    ['pass\u200bword\u0000', 'password'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ["Robert'); DROP TABLE students;--", "Robert'); DROP TABLE students;--"],
    ['Hi {{7*7}} ${x.y()} ; rm -rf /', 'Hi {{7*7}} ${x.y()} ; rm -rf /'],
    ['Use `<script>` with care', 'Use `<script>` with care'],
    ['<scr<script>ipt>go()', 'go()'],
  ])('makes of %j the harmless %j', (text, harmless) => {
    expect(withoutDanger(text)).toBe(harmless);
  });

  it('cuts out commands where asked to', () => {
    expect(withoutDanger("Robert'; DROP TABLE students;--", new Set(['sql']))).not.toMatch(/DROP TABLE/);
  });

  it('leaves nothing of the kinds it removes, and does nothing twice', () => {
    fc.assert(
      fc.property(messy, kindsOf, fc.boolean(), (text, kinds, inCode) => {
        const harmless = withoutDanger(text, kinds, { inCode });
        expect(findDanger(harmless, kinds, { inCode })).toEqual([]);
        expect(withoutDanger(harmless, kinds, { inCode })).toBe(harmless);
      }),
      { numRuns: 400 },
    );
  });

  it('does not change what has no danger by one byte', () => {
    fc.assert(
      fc.property(messy, (text) => {
        fc.pre(findDanger(text, DEFUSED_KINDS).length === 0);
        expect(withoutDanger(text)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('is done with what is nested deeper than anybody nests', () => {
    const nested = '<scr'.repeat(2_000) + '<script>' + 'ipt>'.repeat(2_000);
    expect(findDanger(withoutDanger(nested), DEFUSED_KINDS)).toEqual([]);
  });
});
