import { CLOSE, lastEnd, type Recogniser, words } from '../recogniser';

const NAMED = words('ssns?, social security(?: numbers?)?, social sec, socials?, soc sec, itin, taxpayer, w-?2, w-?9, 1099');
const OTHER = words(
  'order, invoice, part, sku, model, serial, ticket, case, ref, reference, catalog(?:ue)?, item, product, cas, version',
  "passport, driver'?s? licen[cs]e, driving licen[cs]e, licen[cs]e, phone, fax, tel, cas(?: no| number)?",
);

/** US social security numbers. The form ddd-dd-dddd is nearly theirs alone; bare digits need their name near. */
export const US_SSN: readonly Recogniser[] = [
  {
    rule: 'ssn',
    type: 'us_ssn',
    near: { digits: 9, within: CLOSE },
    pattern: /(?<![\w.]|\d[-/ ]|[A-Za-z]-)(?:\d{3}([- .\u2011\u2013])\d{2}\1\d{4}|\d{9})(?![\w]|[-./]\d)/g,
    score: (value, { before, after }) => {
      const named = lastEnd(NAMED, before);
      const other = lastEnd(OTHER, before);
      if (named >= 0 && named >= other) return issued(value) ? 0.97 : 0.8;
      if (NAMED.test(after) && other < 0) return 0.7;
      if (other >= 0 || !/^\d{3}[-\u2011]/.test(value)) return 0;
      return issued(value) ? 0.8 : 0.6;
    },
  },
  {
    rule: 'ssn-last-digits',
    type: 'us_ssn',
    near: { digits: 4, within: CLOSE },
    pattern: /(?<![\w-])(?:[x*#•]{3}-?[x*#•]{2}-?)\d{4}(?![\w-])/gi,
    score: (_value, { before }) => (NAMED.test(before) ? 0.6 : 0.4),
  },
];

/** Whether the Social Security Administration could have given the number out (never area 000, 666, 9xx, group 00, serial 0000). */
function issued(value: string): boolean {
  return !/^(?:000|666|9)|^\d{3}00|0000$/.test(value.replace(/\D/g, ''));
}
