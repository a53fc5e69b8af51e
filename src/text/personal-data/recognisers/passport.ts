import { list, type Recogniser } from '../recogniser';
import { byName } from './by-name';

/** Passport numbers: their forms say nothing (ICAO 9303 allows any nine letters and digits), so the word for a passport must stand before. */
export const PASSPORT: readonly Recogniser[] = [
  byName({
    rule: 'passport',
    type: 'passport',
    names: list(
      'passports?, reisepass, pass-?nr, passeport, pasaporte, passaporto, passaporte, paspoort(?:nummer)?',
      'paszport\\p{L}{0,3}, passnummer, passi, pasnummer, паспорт\\p{L}{0,3}, pasaport, 护照, 護照, パスポート, 旅券, 여권, पासपोर्ट',
      'جواز',
    ),
    value: '[A-Z0-9]{6,12}(?: \\d{1,3})?|\\d{2,4} \\d{5,7}|[A-Z]{1,3}[ -]?\\d{3,4} ?\\d{3,5}',
    digits: 4,
  }),
];
