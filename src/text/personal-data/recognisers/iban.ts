import { CLOSE, type Recogniser, words } from '../recogniser';
import { mod97 } from './check-digits';

/** Length of an IBAN by country: the SWIFT IBAN registry, release 99. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 ' +
    'GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 ' +
    'MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 ' +
    'OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const NAMED = words('iban', 'account', 'konto(?:nummer)?', 'compte', 'cuenta', 'conto', 'conta', 'rekening(?:nummer)?', 'bank');

/** International bank account numbers, with or without spaces; the check digits decide (ISO 13616), or the word IBAN right before. */
export const IBAN: readonly Recogniser[] = [
  {
    rule: 'iban',
    type: 'iban',
    near: { digits: 6, within: CLOSE },
    pattern: /(?<![a-z0-9])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])/gi,
    score: (value, around) => score(value, around.before),
  },
  {
    // Where the number is followed by words that the pattern above reads as part of it.
    rule: 'iban',
    type: 'iban',
    near: { digits: 6, within: CLOSE },
    pattern: /(?<![a-z0-9])[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3}(?![A-Za-z0-9]))?/g,
    score: (value, around) => score(value, around.before),
  },
];

function score(value: string, before: string): number {
  const compact = value.replace(/[ -]/g, '').toUpperCase();
  if (LENGTHS[compact.slice(0, 2)] !== compact.length) return 0;
  if (mod97(compact.slice(4) + compact.slice(0, 4)) === 1) return NAMED.test(before) ? 0.99 : 0.95;
  return /iban\W{0,3}(?:is|number|no|nummer|:)?\W{0,3}$/.test(before) ? 0.6 : 0;
}
