import fc from 'fast-check';
import { isFormula, kindOfNumber, kindOfString, kindOfText } from './cell-kind';

describe('the kind of a cell', () => {
  it.each([
    ['0', 'integer'],
    [' -12 ', 'integer'],
    ['+7', 'integer'],
    ['9007199254740991', 'integer'],
    ['9007199254740992', 'text'],
    ['007', 'text'],
    ['-01', 'text'],
    ['1.', 'number'],
    ['.5', 'number'],
    ['-1.50e-3', 'number'],
    ['1e999', 'text'],
    ['1,5', 'text'],
    ['0x10', 'text'],
    ['.', 'text'],
    ['-', 'text'],
    ['1_000', 'text'],
    ['Infinity', 'text'],
    ['', 'missing'],
    [' \t', 'missing'],
    ['NaN', 'missing'],
    ['n/a', 'missing'],
    ['NULL', 'missing'],
    ['None', 'text'],
    ['TRUE', 'boolean'],
    ['yes', 'text'],
    ['2024-02-29', 'date'],
    ['2023-02-29', 'text'],
    ['2024-13-01', 'text'],
    ['2024-01-31T23:59:59.123+02:00', 'date'],
    ['2024-01-31 08:00Z', 'date'],
    ['2024-01-31T24:00', 'text'],
    ['31.01.2024', 'text'],
    ['1'.repeat(41), 'text'],
  ])('of %j is %s', (cell, kind) => {
    expect(kindOfText(cell)).toBe(kind);
  });

  it('of every number that JavaScript writes is what it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const kind = kindOfText(String(value));
        expect(kind === 'text').toBe(Number.isInteger(value) && /^-?\d+$/.test(String(value)) && !Number.isSafeInteger(value));
        if (kind === 'integer') expect(kindOfNumber(value)).toBe('integer');
      }),
    );
  });

  it('of a string that has a type is no number', () => {
    expect(['12', 'true', 'NaN', '', '2024-01-01'].map(kindOfString)).toEqual(['text', 'text', 'text', 'missing', 'date']);
  });

  it.each([
    ['=1+1', true],
    ['+1-2', true],
    ['-2+3', true],
    ['@SUM(A1)', true],
    ['\tx', true],
    ['\rx', true],
    ['-5', false],
    ['+1.5e3', false],
    ['a=b', false],
    ['', false],
  ])('of %j: a spreadsheet would compute it: %s', (cell, expected) => {
    expect(isFormula(cell)).toBe(expected);
  });
});
