/** What a column tells of a person that must not decide how they are treated, and the words by which it is known. */
interface ProtectedAttribute {
  attribute: string;
  /** Words of which one in the column's name is enough. */
  words?: readonly string[];
  /** Words that must all stand in it. */
  together?: readonly (readonly string[])[];
  /** Words beside which it is about something else: the age of an account. */
  unless?: readonly string[];
}

/**
 * The special categories of Art. 9 and 10 GDPR, and the grounds of Art. 21 of the EU Charter of Fundamental Rights and of the UK Equality Act 2010;
 * in the words of English, German, French and Spanish tables.
 */
const PROTECTED: readonly ProtectedAttribute[] = [
  { attribute: 'sex', words: ['sex', 'gender', 'geschlecht', 'sexe', 'sexo', 'genre', 'genero', 'transgender', 'pronoun', 'pronouns'] },
  {
    attribute: 'age',
    words: [
      'age',
      'ages',
      'birthday',
      'birthdate',
      'birthyear',
      'birth',
      'born',
      'dob',
      'yob',
      'alter',
      'geburtsdatum',
      'geburtstag',
      'geburtsjahr',
      'edad',
      'naissance',
      'nacimiento',
      'senior',
    ],
    unless: [
      'account',
      'tenure',
      'cookie',
      'session',
      'order',
      'domain',
      'device',
      'list',
      'card',
      'subscription',
      'membership',
      'place',
      'country',
      'city',
    ],
  },
  {
    attribute: 'ethnic origin',
    words: ['race', 'racial', 'ethnicity', 'ethnic', 'ethnie', 'raza', 'rasse', 'skin'],
    unless: ['event', 'result', 'care', 'type'],
  },
  {
    attribute: 'nationality',
    words: [
      'nationality',
      'citizenship',
      'citizen',
      'immigration',
      'immigrant',
      'migrant',
      'nationalitaet',
      'nationalitat',
      'staatsangehorigkeit',
      'staatsangehoerigkeit',
      'nationalite',
      'nacionalidad',
      'birthplace',
      'birthcountry',
    ],
    together: [
      ['birth', 'country'],
      ['birth', 'place'],
      ['visa', 'status'],
    ],
  },
  {
    attribute: 'religion',
    words: [
      'religion',
      'religious',
      'faith',
      'belief',
      'beliefs',
      'church',
      'mosque',
      'synagogue',
      'konfession',
      'glaube',
      'confession',
      'muslim',
      'christian',
      'jewish',
      'hindu',
      'buddhist',
    ],
  },
  {
    attribute: 'health',
    words: [
      'health',
      'medical',
      'diagnosis',
      'diagnoses',
      'disease',
      'illness',
      'pregnant',
      'pregnancy',
      'allergy',
      'allergies',
      'medication',
      'bmi',
      'gesundheit',
      'krankheit',
      'diagnose',
      'sante',
      'salud',
      'maternity',
    ],
    together: [
      ['blood', 'type'],
      ['blood', 'pressure'],
      ['blood', 'group'],
    ],
    unless: ['score'],
  },
  {
    attribute: 'disability',
    words: ['disability', 'disabilities', 'handicap', 'handicapped', 'behinderung', 'wheelchair', 'impairment', 'discapacidad'],
  },
  {
    attribute: 'sexual orientation',
    words: ['lgbt', 'lgbtq', 'lgbtqia', 'sexuality', 'gay', 'lesbian', 'bisexual'],
    together: [
      ['sexual', 'orientation'],
      ['sexual', 'preference'],
    ],
  },
  {
    attribute: 'family status',
    words: ['marital', 'married', 'spouse', 'familienstand', 'divorced', 'widowed'],
    together: [
      ['family', 'status'],
      ['civil', 'status'],
      ['parental', 'status'],
      ['relationship', 'status'],
    ],
  },
  {
    attribute: 'union membership',
    words: ['unionized', 'unionised', 'gewerkschaft', 'syndicat', 'sindicato'],
    together: [
      ['trade', 'union'],
      ['labor', 'union'],
      ['labour', 'union'],
      ['union', 'member'],
      ['union', 'membership'],
    ],
  },
  {
    attribute: 'political opinion',
    words: ['political', 'politics', 'partisan', 'voter', 'ideology', 'partei'],
    together: [
      ['party', 'affiliation'],
      ['party', 'membership'],
      ['voting', 'intention'],
    ],
  },
  {
    attribute: 'genetic or biometric data',
    words: ['genetic', 'genetics', 'genome', 'dna', 'biometric', 'biometrics'],
    together: [
      ['face', 'id'],
      ['voice', 'print'],
    ],
  },
  { attribute: 'criminal record', words: ['criminal', 'conviction', 'convictions', 'felony', 'offender'] },
];

/** Words of columns that may tell of a protected attribute without being one. */
const PROXIES: ReadonlySet<string> = new Set([
  ...['zip', 'zipcode', 'postcode', 'postal', 'plz', 'neighborhood', 'neighbourhood', 'district'],
  ...[
    'firstname',
    'lastname',
    'surname',
    'forename',
    'salutation',
    'anrede',
    'language',
    'locale',
    'country',
    'title',
    'children',
    'income',
  ],
]);
const PROXY_PAIRS: readonly (readonly string[])[] = [
  ['first', 'name'],
  ['last', 'name'],
  ['given', 'name'],
  ['family', 'name'],
];

/** What the column `name` tells of a person that is protected; undefined where it is nothing of the kind. */
export function protectedAttribute(name: string): string | undefined {
  const words = wordsOf(name);
  const found = PROTECTED.find(
    ({ words: alone = [], together = [], unless = [] }) =>
      together.some((pair) => pair.every((word) => words.has(word))) ||
      (alone.some((word) => words.has(word)) && !unless.some((word) => words.has(word))),
  );
  return found?.attribute;
}

/** Whether the column `name` may stand for a protected attribute, as a postcode does for origin. */
export function isProxy(name: string): boolean {
  const words = wordsOf(name);
  return [...words].some((word) => PROXIES.has(word)) || PROXY_PAIRS.some((pair) => pair.every((word) => words.has(word)));
}

/** The words of a name in any case and spelling: `dateOfBirth`, `date-of-birth` and `Date of birth` are the same. */
function wordsOf(name: string): ReadonlySet<string> {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return new Set(plain.split(/[^a-z]+/).filter((word) => word !== ''));
}
