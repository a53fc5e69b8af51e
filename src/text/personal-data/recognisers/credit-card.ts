import { CLOSE, type Recogniser, words } from '../recogniser';
import { luhn } from './check-digits';

const CARD = words(
  'cards?, cc, credit, debit, visa, master ?card, amex, american express, maestro, discover, jcb, diners',
  'kreditkarten?(?:nummer)?, kartennummer, carte, tarjeta, carta, cartão, kaart(?:nummer)?, creditcard(?:nummer)?',
  'karty, kortnummer, pan, карты?, 卡号, 信用卡, カード, 카드',
);
const OTHER = words(
  'order, invoice, tracking, imei, isbn, ean, gtin, upc, barcode, serial, sku, timestamp, epoch, reference, ref, ticket',
  'parcel, sim, iccid, loyalty',
  '(?:user|account|event|request|trace|message|tweet|post|row|record|object|customer|session|device) ?_?id, id',
);

/** Issuer prefixes and lengths (ISO/IEC 7812 ranges as the networks publish them); the older JCB numbers have 15 digits. */
const ISSUERS =
  /^(?:4\d{12}(?:\d{3})?(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11}(?:\d{2})?|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12}(?:\d{3})?|35(?:2[89]|[3-8]\d)\d{12}|(?:1800|2131)\d{11}|(?:5[0678]|6\d)\d{10,17}|220[0-4]\d{12})$/;

/** Payment cards: known prefix and Luhn's check digit. Lengths that much else has too (12, 13, 19) need a word about cards near. */
export const CREDIT_CARD: readonly Recogniser[] = [
  {
    rule: 'card',
    type: 'credit_card',
    near: { digits: 12, within: CLOSE },
    pattern:
      /(?<![\w.]|\d[,:/+-])(?:\d{12,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{4}([ -])\d{4}\3\d{5}|\d{4} {2}\d{4} {2}\d{4} {2}\d{4}|\d{4}(?:\.\d{4}){3})(?![\w]|[ -]\d|[.,:]\d)/g,
    score: (value, { before, after }) => {
      const digits = value.replace(/\D/g, '');
      const named = CARD.test(before) || CARD.test(after) || /(?:cvv2?|cvc2?|exp(?:iry|ires)?)(?!\p{L})/u.test(after);
      // A range given out since, or made up by a program that draws test numbers.
      if (!ISSUERS.test(digits)) return named && luhn(digits) && /^[2-6]/.test(digits) ? 0.7 : 0;
      // A card with a slip of the pen is still somebody's, when it is called one.
      if (!luhn(digits)) return named && digits.length >= 15 && digits.length <= 16 && !OTHER.test(before.slice(-20)) ? 0.55 : 0;
      if (named) return 0.99;
      if (OTHER.test(before)) return 0.2;
      if (value.length > digits.length) return 0.9;
      return digits.length === 15 || digits.length === 16 ? 0.8 : digits.length === 14 ? 0.55 : 0.4;
    },
  },
];
