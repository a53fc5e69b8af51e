import { type Recogniser } from '../../recogniser';
import { isDate, luhn, verhoeff, weighted } from '../check-digits';
import { nationalId } from './national-id';

/** Numbers of people in India, China, Korea, Japan, Singapore, Malaysia, Indonesia, Taiwan, Hong Kong, Pakistan, Israel, Australia, New Zealand and South Africa. */
export const ASIA_AFRICA_OCEANIA: readonly Recogniser[] = [
  nationalId({
    rule: 'in-aadhaar',
    form: '[2-9]\\d{3}([ -]?)\\d{4}\\1\\d{4}',
    names: ['aadhaa?r', 'uidai', 'uid', 'आधार'],
    valid: verhoeff,
    alone: 0.4,
  }),
  nationalId({
    rule: 'in-pan',
    form: '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]',
    names: ['pan', 'permanent account number', 'pan card'],
    valid: () => true,
    digits: 4,
    alone: 0.65,
  }),
  nationalId({
    rule: 'cn-resident-id',
    form: '[1-9]\\d{5}(?:18|19|20)\\d{2}[01]\\d[0-3]\\d{4}[\\dX]',
    names: ['身份证(?:号码?)?', 'resident id(?:entity)?', 'id card', 'chinese id'],
    // GB 11643: ISO 7064 MOD 11-2.
    valid: (id) =>
      '10X98765432'[weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === id[17] &&
      isDate(Number(id.slice(10, 12)), Number(id.slice(12, 14))),
    alone: 0.95,
  }),
  nationalId({
    rule: 'kr-rrn',
    form: '\\d{2}[01]\\d[0-3]\\d-?[1-8]\\d{6}',
    names: ['주민등록번호', '주민번호', 'resident registration', 'rrn', '외국인등록번호'],
    valid: (id) => id.length === 13 && isDate(Number(id.slice(2, 4)), Number(id.slice(4, 6))),
    alone: 0.4,
  }),
  nationalId({
    rule: 'kr-rrn',
    form: '\\d{2}[01]\\d[0-3]\\d-[1-8]\\d{6}',
    names: ['주민등록번호'],
    valid: (id) => isDate(Number(id.slice(2, 4)), Number(id.slice(4, 6))),
    alone: 0.75,
  }),
  nationalId({
    rule: 'jp-my-number',
    form: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    names: ['マイナンバー(?:は)?', '個人番号(?:は)?', 'my ?number', 'individual number'],
    valid: (id) => {
      const rest = weighted(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest <= 1 ? 0 : 11 - rest) === Number(id[11]);
    },
    alone: 0,
  }),
  nationalId({
    rule: 'sg-nric',
    form: '[STFGM]\\d{7}[A-Z]',
    names: ['nric', 'fin', 'identity card', 'ic'],
    valid: nric,
    alone: 0.85,
  }),
  nationalId({
    rule: 'my-nric',
    form: '\\d{2}[01]\\d[0-3]\\d-\\d{2}-\\d{4}',
    names: ['nric', 'mykad', 'ic', 'kad pengenalan'],
    valid: (id) => isDate(Number(id.slice(2, 4)), Number(id.slice(4, 6))),
    alone: 0.6,
  }),
  nationalId({ rule: 'id-nik', form: '\\d{16}', names: ['nik', 'ktp', 'nomor induk kependudukan'], valid: () => true, alone: 0 }),
  nationalId({
    rule: 'tw-national-id',
    form: '[A-Z][12]\\d{8}',
    names: ['身分證(?:字號)?', 'national id', 'taiwan id'],
    valid: (id) => {
      const rank = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id.charAt(0)) + 10;
      return (Math.floor(rank / 10) + (rank % 10) * 9 + weighted(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
    },
    alone: 0.55,
  }),
  nationalId({
    rule: 'hk-identity-card',
    form: '[A-Z]{1,2}\\d{6} ?\\([0-9A]\\)',
    digits: 6,
    names: ['hkid', '身份證', 'identity card'],
    valid: () => true,
    alone: 0.65,
  }),
  nationalId({ rule: 'pk-cnic', form: '\\d{5}-\\d{7}-\\d', names: ['cnic', 'nadra'], valid: () => true, alone: 0.65 }),
  nationalId({ rule: 'il-id', form: '\\d{8,9}', names: ['teudat zehut', 'תעודת זהות', 'ת\\.?ז\\.?', 'israeli id'], valid: luhn, alone: 0 }),
  nationalId({
    rule: 'ae-emirates-id',
    form: '784-?\\d{4}-?\\d{7}-?\\d',
    names: ['emirates id'],
    valid: (id) => luhn(id) || id.length === 15,
    alone: 0.6,
  }),
  nationalId({
    rule: 'au-tfn',
    form: '\\d{3}[ -]?\\d{3}[ -]?\\d{2,3}',
    names: ['tfn', 'tax file number', 'tax file no'],
    valid: (id) => id.length === 9 && weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    alone: 0,
  }),
  nationalId({
    rule: 'au-medicare',
    form: '[2-6]\\d{3}[ -]?\\d{5}[ -]?\\d(?:[ /-]?\\d)?',
    names: ['medicare(?: card)?(?: number| no)?'],
    valid: (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(id[8]),
    alone: 0,
  }),
  nationalId({
    rule: 'nz-ird',
    form: '\\d{2,3}-?\\d{3}-?\\d{3}',
    names: ['ird(?: number)?', 'inland revenue'],
    valid: () => true,
    alone: 0,
  }),
  nationalId({
    rule: 'za-id',
    form: '\\d{2}[01]\\d[0-3]\\d ?\\d{4} ?[012]\\d{2}',
    names: ['sa id', 'south african id', 'id number', 'identity number', 'rsa id', 'identiteitsnommer'],
    valid: (id) => luhn(id) && isDate(Number(id.slice(2, 4)), Number(id.slice(4, 6))),
    alone: 0.4,
  }),
];

function nric(id: string): boolean {
  const sum = weighted(id.slice(1), [2, 7, 6, 5, 4, 3, 2]) + ({ T: 4, G: 4, M: 3 }[id.charAt(0)] ?? 0);
  const letters = /[ST]/.test(id.charAt(0)) ? 'JZIHGFEDCBA' : id.startsWith('M') ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return (id.startsWith('M') ? letters[10 - (sum % 11)] : letters[sum % 11]) === id.at(-1);
}
