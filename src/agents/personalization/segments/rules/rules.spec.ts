import { usableColumns } from '../../privacy/usable-columns';
import { nearestName } from './nearest-name';
import { readRules } from './read-rules';

const COLUMNS = ['spend', 'country', 'last_order', 'tags', 'gender', 'newsletter'];
const TODAY = 20_513; // 2026-03-01
const read = (rules: unknown, context = {}) => readRules(rules, COLUMNS, usableColumns(COLUMNS, context), TODAY);
const fits = (op: string, value: unknown, cell: unknown) =>
  read([{ name: 'x', where: [{ field: 'spend', op, value }] }])[0]?.fits({ spend: cell });
const where = [{ field: 'spend', op: 'gt', value: 1 }];

describe('conditions of rules', () => {
  it.each([
    ['eq', 5, 5, '5', 6],
    ['eq', 'Web', 'Web', 'Web', 'web'],
    ['eq', true, true, 'true', false],
    ['ne', 'DE', 'AT', 5, 'DE'],
    ['in', ['a', 2], 2, 'a', 'b'],
    ['not_in', ['a', 2], 'b', 3, 2],
    ['gt', 10, 10.5, '11', 10],
    ['gte', 10, 10, '10', 9],
    ['lt', 10, 9, '-1', 10],
    ['lte', 10, 10, 0, 11],
    ['contains', 'shoe', 'Red Shoes', ['Shoe', 'hat'], 'hats'],
    ['contains', 'shoe', 'SHOE', 'a shoe', ['shoes']],
    ['starts_with', 'ber', 'Berlin', 'ber', 'Amber'],
    ['exists', undefined, 0, 'x', ''],
    ['missing', undefined, null, ' ', 0],
    ['before', '2026-01-10', '2026-01-09', '2026-01-09T23:00:00Z', '2026-01-10T00:00:00Z'],
    ['after', '2026-01-10', '2026-01-11', '2026-02-01T00:00:00Z', '2026-01-10T23:00:00Z'],
    ['within_days', 30, '2026-03-01', '2026-01-30', '2026-01-29'],
    ['within_days', 30, '2026-02-01', '2026-03-01T10:00', '2026-03-02'],
  ])('%s %j fits %j and %j but not %j', (op, value, one, other, none) => {
    expect([one, other, none].map((cell) => fits(op, value, cell))).toEqual([true, true, false]);
  });

  it.each(['eq', 'ne', 'in', 'not_in', 'gt', 'lt', 'contains', 'starts_with', 'exists', 'before', 'within_days'])(
    '%s does not fit what is missing',
    (op) => {
      const value = { in: ['x'], not_in: ['x'], gt: -1, lt: 1, before: '2030-01-01', within_days: 9 }[op] ?? 'x';
      expect([undefined, null, '', NaN].map((cell) => fits(op, value, cell))).toEqual([false, false, false, false]);
    },
  );

  it('asks for all conditions, or for any of them', () => {
    const both = [...where, { field: 'country', op: 'eq', value: 'DE' }];
    const [all, any] = read([
      { name: 'all', where: both },
      { name: 'any', where: both, any: true },
    ]);
    const person = { spend: 5, country: 'FR' };
    expect([all?.fits(person), any?.fits(person)]).toEqual([false, true]);
  });
});

describe('rules that cannot be read', () => {
  it.each([
    [[], /^validation-failed: context\.rules: must be a list of 1 to 50/],
    [Array.from({ length: 51 }, (_none, at) => ({ name: `r${at}`, where })), /context\.rules: must be a list of 1 to 50/],
    [['x'], /context\.rules\[0\]: must be an object/],
    [[{ name: ' ', where }], /context\.rules\[0\]\.name/],
    [
      [
        { name: 'a', where },
        { name: 'a', where },
      ],
      /context\.rules\[1\]\.name: must differ/,
    ],
    [[{ name: 'a', where: [] }], /context\.rules\[0\]\.where: must be a list of 1 to 20/],
    [[{ name: 'a', where: Array.from({ length: 21 }, () => where[0]) }], /context\.rules\[0\]\.where: must be/],
    [[{ name: 'a', where, any: 1 }], /context\.rules\[0\]\.any/],
    [[{ name: 'a', where: [{ field: 'spent', op: 'gt', value: 1 }] }], /context\.rules\[0\]\.where\[0\]\.field: .*the nearest is spend$/],
    [[{ name: 'a', where: [{ field: '__proto__', op: 'exists' }] }], /where\[0\]\.field: must be a field of the people$/],
    [[{ name: 'a', where: [{ field: 'spend', op: 'toString', value: 1 }] }], /where\[0\]\.op: must be one of eq, ne/],
    [[{ name: 'a', where: [{ field: 'spend', op: 'gt', value: '2026-01-01' }] }], /where\[0\]\.value: must be a number/],
    [[{ name: 'a', where: [{ field: 'spend', op: 'in', value: 'x' }] }], /where\[0\]\.value: must be a list/],
    [[{ name: 'a', where: [{ field: 'spend', op: 'before', value: 'May' }] }], /where\[0\]\.value: must be a date/],
    [[{ name: 'a', where: [{ field: 'spend', op: 'within_days', value: -1 }] }], /where\[0\]\.value: must be a number of days/],
  ])('are refused, naming the place: %#', (rules, message) => {
    expect(() => read(rules)).toThrow(message);
  });

  it('are those that use a protected attribute, unless it is allowed by name', () => {
    const rules = [{ name: 'a', where: [...where, { field: 'gender', op: 'eq', value: 'f' }] }];
    expect(() => read(rules)).toThrow(/context\.rules\[0\]\.where\[1\]\.field: gender holds a protected attribute \(sex\)/);
    expect(read(rules, { allowed_attributes: ['gender'] })[0]?.fits({ spend: 2, gender: 'f' })).toBe(true);
  });
});

describe('nearestName', () => {
  it('finds the name that was meant, and none where nothing is near', () => {
    expect(nearestName('lastOrder', COLUMNS)).toBe('last_order');
    expect(nearestName('newsleter', COLUMNS)).toBe('newsletter');
    expect(nearestName('xyz', COLUMNS)).toBeUndefined();
  });
});
