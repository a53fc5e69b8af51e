import { isProxy, protectedAttribute } from './protected-attributes';
import { columnWarnings, usableColumns } from './usable-columns';

describe('protectedAttribute', () => {
  it.each([
    ['gender', 'sex'],
    ['Sex', 'sex'],
    ['customerGender', 'sex'],
    ['age', 'age'],
    ['age_group', 'age'],
    ['customer-age', 'age'],
    ['dateOfBirth', 'age'],
    ['DOB', 'age'],
    ['Geburtsdatum', 'age'],
    ['date de naissance', 'age'],
    ['ethnicity', 'ethnic origin'],
    ['country_of_birth', 'nationality'],
    ['Nationalität', 'nationality'],
    ['religion', 'religion'],
    ['medical_history', 'health'],
    ['is_pregnant', 'health'],
    ['disability', 'disability'],
    ['sexual_orientation', 'sexual orientation'],
    ['maritalStatus', 'family status'],
    ['trade union member', 'union membership'],
    ['political_party', 'political opinion'],
    ['dna_profile', 'genetic or biometric data'],
    ['criminal_record', 'criminal record'],
  ])('%s is about %s', (column, attribute) => {
    expect(protectedAttribute(column)).toBe(attribute);
  });

  it.each([
    ...[
      'average_order',
      'page',
      'page_views',
      'usage',
      'storage',
      'message',
      'essex_store',
      'sextant',
      'management',
      'partition',
      'party_size',
    ],
    ...[
      'account_age_days',
      'credit_union',
      'screen_orientation',
      'status',
      'title_of_order',
      'recency',
      'spend',
      'embrace',
      'package',
      'language',
    ],
    ...['image', 'stage', 'union_square', 'face', 'history', 'history_segment', 'newbie', 'channel', 'unisex_items', 'menage'],
  ])('%s is not protected', (column) => {
    expect(protectedAttribute(column)).toBeUndefined();
  });

  it('is not fooled by names without letters', () => {
    expect(protectedAttribute('')).toBeUndefined();
    expect(protectedAttribute('__proto__')).toBeUndefined();
    expect(isProxy('42')).toBe(false);
  });
});

describe('usableColumns', () => {
  const columns = ['spend', 'gender', 'zip_code', 'birthday', 'firstName'];

  it('leaves protected columns out and tells which may stand for them', () => {
    const found = usableColumns(columns, { context: {} });
    expect(found).toEqual({
      usable: ['spend', 'zip_code', 'firstName'],
      refused: [
        { column: 'gender', attribute: 'sex' },
        { column: 'birthday', attribute: 'age' },
      ],
      proxies: ['zip_code', 'firstName'],
    });
    expect(columnWarnings(found, ['zip_code'])).toEqual([
      expect.stringMatching(/^gender \(sex\) is a protected attribute/),
      expect.stringMatching(/^birthday \(age\)/),
      'may stand for a protected attribute: zip_code',
    ]);
  });

  it('allows those that are named, by column or by attribute', () => {
    expect(usableColumns(columns, { context: { allowed_attributes: ['gender', 'zip_code'] } })).toMatchObject({
      refused: [{ column: 'birthday' }],
      proxies: ['firstName'],
    });
    expect(usableColumns(columns, { context: { allowed_attributes: ['sex', 'age'] } }).refused).toEqual([]);
  });

  it.each([['gender'], [{ gender: true }], [[1]], [Array.from({ length: 51 }, () => 'x')]])('refuses %j', (allowed) => {
    expect(() => usableColumns(columns, { context: { allowed_attributes: allowed } })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field: 'context.allowed_attributes' })] }) as Error,
    );
  });
});
