import { isPossibleProxy } from './possible-proxies';
import { protectedAttribute } from './protected-attributes';
import { usableColumns } from './usable-columns';

const HOLDS: Readonly<Record<string, readonly string[]>> = {
  sex: ['gender', 'Gender', 'customer_gender', 'sex', 'is-male', 'Geschlecht', 'sexe', 'género', 'sexo'],
  age: [
    ...[
      'age',
      'AGE',
      'customerAge',
      'age_group',
      'Age 2',
      'dob',
      'yob',
      'birth_date',
      'birthDate',
      'date-of-birth',
      'dateOfBirth',
      'BIRTHDAY',
      'year_of_birth',
    ],
    ...['Geburtsdatum', 'Alter', 'date_naissance', 'âge', 'fecha de nacimiento', 'edad'],
  ],
  race: ['race', 'ethnicity', 'ethnic_group', 'skinColor', 'skin_colour', 'Hautfarbe', 'etnia'],
  religion: ['religion', 'faith', 'religious_affiliation', 'Konfession'],
  health: [
    'health_status',
    'medical_history',
    'diagnosis',
    'isPregnant',
    'pregnancy',
    'mental_health_score',
    'Krankheit',
    'santé',
    'salud',
  ],
  disability: ['disability', 'is_disabled', 'disabled', 'Behinderung', 'discapacidad'],
  'sexual orientation': ['sexual_orientation', 'SexualOrientation', 'sexuality', 'orientación sexual'],
  'gender identity': ['transgender', 'pronouns'],
  nationality: [
    'nationality',
    'citizenship',
    'immigration_status',
    'Staatsangehörigkeit',
    'nationalité',
    'nacionalidad',
    'countryOfOrigin',
  ],
  'marital status': ['marital_status', 'married', 'family_status', 'Familienstand', 'état_civil', 'estado civil'],
  'trade union': ['trade_union', 'union_member', 'Gewerkschaft', 'syndicat'],
  'political opinion': ['political_opinion', 'party', 'partyAffiliation', 'Partei', 'opinion_politique'],
  'genetic or biometric': ['genetic_risk', 'biometrics', 'dna_test', 'fingerprint'],
  'criminal record': ['criminal_record', 'convictions', 'Vorstrafen'],
};

const HARMLESS = [
  ...[
    'average',
    'average_order',
    'page',
    'page_views',
    'usage',
    'storage',
    'essex',
    'sextant',
    'message',
    'management',
    'partition',
    'party_size',
  ],
  ...[
    'manager',
    'image',
    'language',
    'packages',
    'account_age_days',
    'accountAge',
    'health_score',
    'credit_union',
    'reunion',
    'brace',
    'trace_id',
  ],
  ...[
    'embrace',
    'grace',
    'email_disabled',
    'disabled_at',
    'device_fingerprint',
    'politica_privacidad',
    'recency',
    'history',
    'mens',
    'womens',
    'channel',
  ],
  ...[
    'newbie',
    'status',
    'family_name',
    'product_family',
    'origin',
    'orientation',
    'alter_ego',
    'conversion',
    'partner',
    'vote_count',
    'percentage',
  ],
];

describe('columns that hold protected attributes', () => {
  it.each(Object.entries(HOLDS).flatMap(([attribute, columns]) => columns.map((column) => [column, attribute])))(
    'are told: %s holds %s',
    (column, attribute) => {
      expect(protectedAttribute(column)).toBe(attribute);
    },
  );

  it.each(HARMLESS)('are not seen where a name only looks alike: %s', (column) => {
    expect(protectedAttribute(column)).toBeUndefined();
  });

  it('counts the country of birth as protected, by whatever it is called first', () => {
    expect(
      ['country_of_birth', 'birthCountry', 'place of birth', 'Geburtsland'].map((column) => protectedAttribute(column) !== undefined),
    ).toEqual([true, true, true, true]);
  });
});

describe('columns that may stand in for a protected attribute', () => {
  it.each([
    'zip',
    'zip_code',
    'postcode',
    'postal-code',
    'first_name',
    'firstName',
    'surname',
    'language',
    'Country',
    'mosque',
    'church_visits',
    'PLZ',
    'Anrede',
  ])('are told: %s', (column) => expect([isPossibleProxy(column), protectedAttribute(column)]).toEqual([true, undefined]));

  it.each(['channel', 'landing_page', 'product_name', 'zipper', 'churches', 'discount', 'recency'])(
    'are not seen where there is none: %s',
    (column) => {
      expect(isPossibleProxy(column)).toBe(false);
    },
  );
});

describe('usableColumns', () => {
  const columns = ['spend', 'gender', 'zip_code', 'birth_year'];

  it('leaves out protected columns, names what they hold, and lists possible proxies', () => {
    expect(usableColumns(columns, {})).toEqual({
      usable: ['spend', 'zip_code'],
      refused: [
        { column: 'gender', attribute: 'sex' },
        { column: 'birth_year', attribute: 'age' },
      ],
      proxies: ['zip_code'],
    });
  });

  it('lets a protected column be used that is allowed by its name, and no other', () => {
    expect(usableColumns(columns, { allowed_attributes: ['birth_year'] })).toMatchObject({
      usable: ['spend', 'zip_code', 'birth_year'],
      refused: [{ column: 'gender', attribute: 'sex' }],
    });
  });

  it.each([['gender'], [{}], [null], [['gender', 3]], [['']]])(
    'refuses allowed attributes that are not a list of names: %j',
    (allowed_attributes) => {
      expect(() => usableColumns(columns, { allowed_attributes })).toThrow(/context\.allowed_attributes.*must be/);
    },
  );
});
