import { type Recogniser } from '../../recogniser';
import { isDate, luhn, weighted } from '../check-digits';
import { nationalId } from './national-id';

/** Numbers of people in the Nordic countries, the Baltics, Poland, Czechia, Slovakia, Romania, Bulgaria, Hungary, Ukraine and Russia. */
export const NORTHERN_AND_EASTERN_EUROPE: readonly Recogniser[] = [
  nationalId({
    rule: 'se-personnummer',
    form: '(?:19|20)?\\d{2}[01]\\d[0-9]\\d[-+ ]?\\d{4}',
    names: ['personnummer', 'person-?nr', 'samordningsnummer', 'personal identity number', 'pnr'],
    valid: (id) => {
      const ten = id.replace('+', '').slice(-10);
      return luhn(ten) && isDate(Number(ten.slice(2, 4)), Number(ten.slice(4, 6)) % 60);
    },
    alone: 0.4,
  }),
  nationalId({
    rule: 'se-personnummer',
    form: '(?:(?:19|20)\\d{2}|\\d{2})[01]\\d[0-9]\\d[-+]\\d{4}',
    names: ['personnummer'],
    valid: (id) => {
      const ten = id.replace('+', '').slice(-10);
      return luhn(ten) && isDate(Number(ten.slice(2, 4)), Number(ten.slice(4, 6)) % 60);
    },
    alone: 0.7,
  }),
  nationalId({
    rule: 'fi-hetu',
    form: '[0-3]\\d[01]\\d{3}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]',
    names: ['hetu', 'henkilötunnus', 'sotu', 'personbeteckning'],
    valid: (id) => {
      const bare = id.replace(/[^0-9A-Z]/g, '');
      const digits = bare.slice(0, 6) + bare.slice(-4, -1);
      return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === id.at(-1) && isDate(Number(id.slice(2, 4)), Number(id.slice(0, 2)));
    },
    alone: 0.8,
  }),
  nationalId({
    rule: 'dk-cpr',
    form: '[0-3]\\d[01]\\d{3}[- ]?\\d{4}',
    names: ['cpr(?:-?(?:nr|nummer))?', 'personnummer', 'cpr number'],
    valid: (id) => isDate(Number(id.slice(2, 4)), Number(id.slice(0, 2))),
    alone: 0,
  }),
  nationalId({
    rule: 'no-fodselsnummer',
    form: '[0-7]\\d[0-4]\\d{3}[ -]?\\d{5}',
    names: ['fødselsnummer', 'fodselsnummer', 'personnummer', 'fnr', 'd-nummer'],
    valid: (id) =>
      weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 &&
      isDate(Number(id.slice(2, 4)) % 40, Number(id.slice(0, 2)) % 40),
    alone: 0.55,
  }),
  nationalId({
    rule: 'is-kennitala',
    form: '[0-3]\\d[01]\\d{3}-?\\d{4}',
    names: ['kennital\\p{L}'],
    valid: (id) => isDate(Number(id.slice(2, 4)), Number(id.slice(0, 2))),
    alone: 0,
  }),
  nationalId({
    rule: 'pl-pesel',
    form: '\\d{2}[0-9]\\d[0-3]\\d{6}',
    names: ['pesel(?:u|em)?', 'numer pesel'],
    valid: (id) =>
      weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 && isDate(Number(id.slice(2, 4)) % 20, Number(id.slice(4, 6))),
    alone: 0.4,
  }),
  nationalId({
    rule: 'cz-rodne-cislo',
    form: '\\d{2}[0-8]\\d[0-3]\\d[ /]?\\d{3,4}',
    names: ['rodné číslo', 'rodne cislo', 'r\\.? ?č\\.?', 'rodného čísla', 'birth number'],
    valid: (id) => id.length === 9 || Number(id) % 11 === 0,
    alone: 0,
  }),
  nationalId({
    rule: 'ro-cnp',
    form: '[1-9]\\d{2}[01]\\d[0-3]\\d{7}',
    names: ['cnp', 'cod numeric personal'],
    valid: (id) =>
      (weighted(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11) % 10 === Number(id[12]) &&
      isDate(Number(id.slice(3, 5)), Number(id.slice(5, 7))),
    alone: 0.4,
  }),
  nationalId({
    rule: 'bg-egn',
    form: '\\d{2}[0-5]\\d[0-3]\\d{5}',
    names: ['егн', 'egn', 'единен граждански номер'],
    valid: (id) => (weighted(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(id[9]),
    alone: 0,
  }),
  nationalId({
    rule: 'hu-taj',
    form: '\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
    names: ['taj(?:-?szám)?', 'adóazonosító'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'baltic-personal-code',
    form: '[1-6]\\d{2}[01]\\d[0-3]\\d{5}|[0-3]\\d[01]\\d{3}-\\d{5}',
    names: ['asmens kodas', 'isikukood', 'personas kods', 'personal code'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'ua-rnokpp',
    form: '\\d{10}',
    names: ['ІПН', 'РНОКПП', 'ідентифікаційний (?:код|номер)'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'ru-snils-inn',
    form: '\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}|\\d{10}|\\d{12}|\\d{11}',
    names: ['снилс', 'инн', 'snils', 'inn'],
    valid: () => true,
    alone: 0,
  }),
];
