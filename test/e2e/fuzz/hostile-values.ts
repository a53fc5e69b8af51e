import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const LISTED = JSON.parse(readFileSync(join(__dirname, '../../naughty-strings/strings.json'), 'utf8')) as string[];
/** More of them where somebody has put a list beside the project; lines of JSON with a `text`. */
const MORE = process.env.MESH_TEST_NAUGHTY ?? '';
const ADDED = existsSync(MORE)
  ? readFileSync(MORE, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { text: string }).text)
  : [];

/** Strings that break what reads them: the known list, and what lists do not hold. */
export const NAUGHTY: readonly string[] = [
  ...new Set([
    ...LISTED,
    ...ADDED,
    ...[
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800',
      '\udfff',
      '\ufeff',
      '\ufffe',
      '\u202eabc',
      '\u2028',
      '\r\nX-Evil: 1',
      '%00',
      '%',
      '%ff',
      '%c0%ae%c0%ae%2f',
    ],
    ...['..', '.', '../..', '*', '?', '#', 'null', 'undefined', 'true', 'NaN', 'Infinity', '-0', '1e999', '0x10', '9'.repeat(400)],
    ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then', 'length'],
    ...["' OR 1=1--", '; rm -rf /', '{{7*7}}', '${7*7}', '<script>alert(1)</script>', '[[data:x]]', 'mesh:{x:y}:z', '{a}', '\\'],
    ...['x'.repeat(10_000), '😀'.repeat(3_000), 'a,'.repeat(2_000), '('.repeat(3_000), '\n'.repeat(3_000)],
  ]),
];

const text = fc.constantFrom(...NAUGHTY);
const number = fc.constantFrom(
  ...[
    0,
    -0,
    -1,
    1,
    2,
    0.1,
    1.5,
    -1.5,
    1e21,
    -1e21,
    1e308,
    -1e308,
    5e-324,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 63),
    253_402_300_800_000,
  ],
);
const deep = fc.integer({ min: 2, max: 38 }).chain((levels) => fc.boolean().map((isList) => nested(levels, isList)));
const polluting = fc.constantFrom<unknown>(
  ...[
    { constructor: { name: 'x' } },
    { prototype: { polluted: true } },
    { toString: 1, valueOf: null, then: 1, toJSON: 'x' },
    { hasOwnProperty: [] },
    { length: 1e9 },
  ],
);
const record = fc.dictionary(text, fc.oneof(text, number, fc.constant(null)), { maxKeys: 4 });
const list = fc.oneof(
  fc.array(fc.oneof(text, number, fc.constant(null), record), { maxLength: 5 }),
  fc.constantFrom(1_100, 20_001).map((length) => new Array<number>(length).fill(1)),
);

/** Any JSON value that somebody may send instead of what is asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: polluting },
  { weight: 1, arbitrary: record },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** A string that somebody may send in a path or a query. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);

/** Bodies that are no JSON, or JSON that `JSON.stringify` does not write. */
export const HOSTILE_BODIES: readonly string[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[',
    '"',
    'null',
    'true',
    '1',
    '"x"',
    '[]',
    '[[]]',
    '{"a":1,}',
    "{'a':1}",
    'NaN',
    '\ufeff{}',
    '\0',
    '{"a":1}{"b":2}',
    'undefined',
  ],
  ...[
    '{"__proto__":{"polluted":true}}',
    '{"a":{"__proto__":{"polluted":true}}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"\\u005f_proto__":{}}',
  ],
  ...[
    '[1e400]',
    '{"a":1e400}',
    '{"a":-1e-400}',
    '{"a":"\\ud800"}',
    '{"a":"\\x"}',
    '{"":""}',
    '{"a":1,"a":2}',
    `{"a":${'9'.repeat(5_000)}}`,
  ],
  '['.repeat(5_000) + ']'.repeat(5_000),
  '['.repeat(50_000),
  '{"a":'.repeat(3_000) + '1' + '}'.repeat(3_000),
  `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  JSON.stringify('x'.repeat(100_000)),
];

function nested(levels: number, isList: boolean): unknown {
  let value: unknown = 'bottom';
  for (let i = 0; i < levels; i++) value = isList ? [value] : { a: value };
  return value;
}
