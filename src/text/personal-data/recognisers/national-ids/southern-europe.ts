import { type Recogniser } from '../../recogniser';
import { isDate, mod11_10, weighted } from '../check-digits';
import { nationalId } from './national-id';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** What a character counts in an odd place of an Italian codice fiscale (DM 12 March 1974); A to Z, where 0–9 count as A–J. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Numbers of people in Spain, Italy, Portugal, Greece, Croatia and Turkey. */
export const SOUTHERN_EUROPE: readonly Recogniser[] = [
  nationalId({
    rule: 'es-dni',
    form: '\\d{1,2}\\.?\\d{3}\\.?\\d{3}[ -]?[TRWAGMYFPDXBNJZSQVHLCKE]',
    names: ['dni', 'nif', 'documento nacional de identidad', 'd\\.n\\.i\\.?'],
    valid: (id) => id.length === 9 && DNI_LETTERS[Number(id.slice(0, 8)) % 23] === id[8],
    alone: 0.75,
  }),
  nationalId({
    rule: 'es-nie',
    form: '[XYZ][ -]?\\d{7}[ -]?[TRWAGMYFPDXBNJZSQVHLCKE]',
    names: ['nie', 'número de identidad de extranjero', 'extranjero'],
    valid: (id) => DNI_LETTERS[Number(`${'XYZ'.indexOf(id.charAt(0))}${id.slice(1, 8)}`) % 23] === id[8],
    alone: 0.85,
  }),
  nationalId({
    rule: 'it-codice-fiscale',
    digits: 1,
    form: '[A-Z]{3} ?[A-Z]{3} ?[\\dLMNP-V]{2}[ABCDEHLMPRST][\\dLMNP-V]{2} ?[A-Z][\\dLMNP-V]{3}[A-Z]',
    names: ['codice fiscale', 'c\\.? ?f\\.?', 'cod\\.? ?fisc\\.?', 'tax code', 'fiscal code'],
    valid: (id) => codiceFiscale(id) === id[15],
    alone: 0.9,
  }),
  nationalId({
    rule: 'it-codice-fiscale',
    form: '[A-Z]{6}\\d{2}[ABCDEHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]',
    names: ['codice fiscale'],
    valid: () => true,
    alone: 0.6,
  }),
  nationalId({
    rule: 'pt-nif',
    form: '[1235689]\\d{2}[ .]?\\d{3}[ .]?\\d{3}',
    names: ['nif', 'contribuinte', 'número fiscal', 'numero fiscal', 'número de identificação fiscal'],
    valid: (id) => ((11 - (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(id[8]),
    alone: 0,
  }),
  nationalId({
    rule: 'gr-amka',
    form: '[0-3]\\d[01]\\d{8}',
    names: ['αμκα', 'amka', 'α\\.μ\\.κ\\.α\\.?'],
    valid: (id) => isDate(Number(id.slice(2, 4)), Number(id.slice(0, 2))),
    alone: 0,
  }),
  nationalId({ rule: 'gr-afm', form: '\\d{9}', names: ['αφμ', 'afm', 'α\\.φ\\.μ\\.?'], valid: () => true, alone: 0 }),
  nationalId({ rule: 'hr-oib', form: '\\d{11}', names: ['oib', 'osobni identifikacijski broj'], valid: mod11_10, alone: 0 }),
  nationalId({
    rule: 'tr-kimlik',
    form: '[1-9]\\d{10}',
    names: ['t\\.?c\\.? ?kimlik', 'kimlik(?: no| numara\\p{L}{0,3})?', 'tckn'],
    valid: (id) => weighted(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === Number(id[10]),
    alone: 0,
  }),
];

/** The check letter of sixteen characters: those in odd places count by table, in even places by rank. */
function codiceFiscale(id: string): string {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const code = id.charCodeAt(index);
    const rank = code < 65 ? code - 48 : code - 65;
    sum += index % 2 ? rank : (ODD[rank] ?? 0);
  }
  return String.fromCharCode(65 + (sum % 26));
}
