import { findPersonalData } from './find-personal-data';
import { STRONG_TYPES, SURE } from './personal-data';

/** Beginnings of everything, over and over: what makes a careless pattern slow. How long they take is measured by hand, as clocks in tests lie. */
const UNITS = [
  'a',
  ' ',
  '@',
  '1',
  '1-',
  '1 ',
  '12 ',
  '123 ',
  'a@',
  'a@a.',
  '"a"@',
  'ignore ',
  'A',
  'Aa ',
  'a.',
  '+',
  '+1 ',
  '(',
  '1.',
  '::',
  'a:',
  '0x',
  'eyJa.',
  '://',
  'a://a:b',
  'Dear A',
  'Mr ',
  '12 Aa ',
  'lives at 1 ',
  'apt 1 ',
  '-----BEGIN ',
  'password=',
  'sk-',
  'A1',
  'GB12 ',
  '\n',
  'Regards,\n',
  'the corner of ',
  'é',
  '𝒜',
  '中',
  '\u00a0',
  '\ud800',
  '[[',
  '_',
  '-', // prettier-ignore
];

it.each(UNITS)('finds nothing sure of a strong type in a long run of %j', (unit) => {
  for (const length of [10_000, 100_000]) {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    expect(findPersonalData(text, STRONG_TYPES).filter(({ score }) => score >= SURE)).toEqual([]);
  }
});

it.each(UNITS)('still finds what stands after a long run of %j', (unit) => {
  const text = `${unit.repeat(Math.ceil(10_000 / unit.length))}\n\nmail jane.doe@example.com or 4111 1111 1111 1111 .`;
  const found = findPersonalData(text, STRONG_TYPES).filter(({ score }) => score >= SURE);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['jane.doe@example.com', '4111 1111 1111 1111']);
});

it.each([
  ['-----BEGIN PRIVATE KEY-----', 'secret'],
  ['jane@example.com ', 'email_address'],
  ['4111 1111 1111 1111, ', 'credit_card'],
  ['0650 995 04 94; ', 'phone_number'],
  ['My name is Jane. ', 'person_name'],
])('finds every one of many: %j', (unit, type) => {
  const found = findPersonalData(unit.repeat(500));
  expect(new Set(found.map((span) => span.type))).toEqual(new Set([type]));
  if (type !== 'secret') expect(found).toHaveLength(500);
});
