import { list, type Recogniser } from '../../recogniser';
import { isDate, mod11_10, mod97, weighted } from '../check-digits';
import { nationalId } from './national-id';

/** Numbers of people in Great Britain, Ireland, Germany, France, the Netherlands, Belgium, Austria and Switzerland. */
export const WESTERN_EUROPE: readonly Recogniser[] = [
  nationalId({
    rule: 'uk-nino',
    digits: 6,
    // HMRC, National Insurance Manual NIM39110: letters never used, suffix A–D.
    form: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[A-D]',
    names: ['nino', 'ni', 'national insurance', 'ni (?:number|no)'],
    valid: (id) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(id),
    alone: 0.85,
  }),
  nationalId({
    rule: 'uk-nhs',
    form: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    names: ['nhs', 'national health service', 'patient (?:number|id|no)', 'chi'],
    // NHS Data Dictionary: modulus 11.
    valid: (id) => weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    alone: 0,
  }),
  nationalId({
    rule: 'ie-pps',
    form: '\\d{7}[A-W][A-IW]?',
    names: ['ppsn?', 'pps number', 'personal public service'],
    valid: (id) =>
      'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(id, [8, 7, 6, 5, 4, 3, 2]) + 9 * (id[8] ? 'WABCDEFGHI'.indexOf(id[8]) : 0)) % 23] === id[7],
    alone: 0.55,
  }),
  nationalId({
    rule: 'de-steuer-id',
    form: '[1-9]\\d[ /]?\\d{3}[ /]?\\d{3}[ /]?\\d{3}',
    names: list(
      'steuer-?(?:id|identifikationsnummer|nummer|nr), steuerliche identifikationsnummer, idnr, tin, tax id',
      'steueridentifikationsnummer',
    ),
    // § 139b AO: one digit two or three times among the first ten, ISO 7064 MOD 11,10.
    valid: (id) => mod11_10(id) && [8, 9].includes(new Set(id.slice(0, 10)).size),
    alone: 0.4,
  }),
  nationalId({
    rule: 'de-social-insurance',
    form: '\\d{2} ?[0-3]\\d[01]\\d{3} ?[A-Z] ?\\d{3}',
    names: ['sozialversicherungs-?(?:nummer|nr)', 'rentenversicherungs-?(?:nummer|nr)', 'sv-?nummer', 'versicherungsnummer'],
    valid: (id) => isDate(Number(id.slice(4, 6)), Number(id.slice(2, 4))),
    alone: 0.55,
  }),
  nationalId({
    rule: 'de-identity-card',
    digits: 1,
    form: '[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\\d?',
    names: ['personalausweis(?:es|nummer|nr)?', 'ausweis(?:nummer|nr)?', 'identity card'],
    valid: (id) => /\d/.test(id),
    alone: 0,
  }),
  nationalId({
    rule: 'fr-nir',
    form: '[1278] ?\\d{2} ?(?:[0-3]\\d|[4-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3}(?: ?\\d{2})?',
    names: ['nir', 'insee', 'sécurité sociale', 'securite sociale', 'sécu', 'numéro de sécu(?:rité sociale)?', 'social security'],
    valid: (id) => id.length === 15 && 97 - mod97(id.slice(0, 13).replace('2A', '19').replace('2B', '18')) === Number(id.slice(13)),
    alone: 0.8,
  }),
  nationalId({
    rule: 'nl-bsn',
    form: '\\d{4}[ .]?\\d{2}[ .]?\\d{3}|\\d{3}[ .]\\d{3}[ .]\\d{3}',
    names: ['bsn', 'burgerservicenummer', 'burger service nummer', 'sofinummer', 'sofi-?nummer'],
    valid: (id) => weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    alone: 0,
  }),
  nationalId({
    rule: 'be-national-number',
    form: '\\d{2}[.]\\d{2}[.]\\d{2}[ -]\\d{3}[.]\\d{2}|\\d{11}|\\d{2} ?\\d{2} ?\\d{2} \\d{3} ?\\d{2}',
    names: ['rijksregister(?:nummer)?', 'insz', 'niss', 'registre national', 'numéro national', 'national (?:register )?number', 'rrn'],
    valid: (id) =>
      [id.slice(0, 9), `2${id.slice(0, 9)}`].some((number) => 97 - mod97(number) === Number(id.slice(9))) &&
      Number(id.slice(2, 4)) % 20 <= 12,
    alone: 0.49,
  }),
  nationalId({
    rule: 'be-national-number',
    form: '\\d{2}[.]\\d{2}[.]\\d{2}-\\d{3}[.]\\d{2}',
    names: ['rijksregister(?:nummer)?', 'registre national', 'numéro national'],
    valid: () => true,
    alone: 0.8,
  }),
  nationalId({
    rule: 'at-social-insurance',
    form: '[1-9]\\d{3}[ -]?[0-3]\\d[01]\\d{3}',
    names: ['sozialversicherungsnummer', 'svnr', 'sv-?nummer', 'versicherungsnummer', 'e-card'],
    valid: (id) => weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(id[3]),
    alone: 0,
  }),
  nationalId({
    rule: 'ch-ahv',
    form: '756[ .]?\\d{4}[ .]?\\d{4}[ .]?\\d{2}',
    names: ['ahv(?:-?(?:nummer|nr))?', 'avs', 'navs', 'sozialversicherungsnummer', 'numéro avs'],
    // EAN-13 check digit.
    valid: (id) => weighted(id, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    alone: 0.8,
  }),
  nationalId({
    rule: 'fr-spi',
    form: '\\d{2} ?\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}',
    names: ['numéro fiscal', 'spi', 'référence fiscale', 'numero fiscal'],
    valid: (id) => /^[0-3]/.test(id),
    alone: 0,
  }),
];
