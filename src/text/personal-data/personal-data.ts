/** What kinds of personal data and secrets are known. */
export const PERSONAL_DATA_TYPES = [
  'email_address',
  'phone_number',
  'credit_card',
  'iban',
  'us_ssn',
  'national_id',
  'passport',
  'driver_license',
  'ip_address',
  'mac_address',
  'street_address',
  'person_name',
  'date_of_birth',
  'crypto_wallet',
  'secret',
] as const;
export type PersonalDataType = (typeof PERSONAL_DATA_TYPES)[number];

/** A place in a text that holds personal data or a secret; `start` and `end` count UTF-16 units, `end` is the first after it. */
export interface PersonalDataSpan {
  type: PersonalDataType;
  /** Which recogniser found it, e.g. `uk-nino`. */
  rule: string;
  start: number;
  end: number;
  /** 0–1: how sure; from `SURE` on it is acted upon. */
  score: number;
}

/** From this score on a span is taken for what it says. */
export const SURE = 0.5;

const WEAK_TYPES: ReadonlySet<PersonalDataType> = new Set(['street_address', 'person_name', 'date_of_birth']);

/** Those that identify or reach someone (or open something) by themselves; an address, a name or a birthday alone is shared by many. */
export const STRONG_TYPES: ReadonlySet<PersonalDataType> = new Set(PERSONAL_DATA_TYPES.filter((type) => !WEAK_TYPES.has(type)));
