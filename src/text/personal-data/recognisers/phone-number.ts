import { CLOSE, lastEnd, type Recogniser, words } from '../recogniser';
import { phoneForm } from './phone-form';

const NAMED = words(
  '(?:tele)?phones?, tel(?:efon)?(?:nummer|nr)?, mobiles?, mob, cell(?:phone|ular)?s?, fax, call(?:ed|ing)?, ring',
  'dial(?:l?ed|l?ing)?, text(?:ed|ing)?, sms, whats ?app, viber, signal, telegram, reach(?:ed|able)?, contact, hotline, helpline',
  'helpdesk, answer(?:s|ed|ing)?, voice ?mail, registered(?: number)?, messages? (?:to|on|at), pager, landline, ph',
  '(?:office|desk|home|work|direct)(?=\\W{0,3}(?:phone|tel|number|no|line|\\+|$)), my number, (?:new|his|her|their|your) number',
  'handy(?:nummer)?, rufnummer, anrufen, ruf(?:en|t)?, erreich\\p{L}{0,6}, tél, téléphone, portable, appel\\p{L}{0,4}, joindre',
  'numéro, teléfono, telefono, móvil, movil, celular, ll[aá]m\\p{L}{1,6}, número, cellulare, chiam\\p{L}{1,6}, numero, telefone',
  'telemóvel, ligue, ligar, telefoonnummer, mobiel, bel(?:len)?, gsm, telefonu?, numer(?:u)?, zadzwo\\p{L}{1,4}',
  'komórk\\p{L}{1,3}, ring(?:a|e)?, mobil(?:nummer|nr|telefon)?, puh(?:elin)?, puhelinnumero, soita, tlf, telefonszám',
  'телефон\\p{L}{0,3}, тел, моб, звон\\p{L}{1,5}, позвон\\p{L}{1,5}, τηλέφωνο, τηλ, هاتف, فون, फ़ोन, फोन, मोबाइल, số điện thoại',
  'sđt',
);
/** Scripts that put no space between words. */
const NAMED_UNSPACED = /(?:电话|電話|手机|手機|携帯|联系|致电|전화|휴대폰|연락처|โทร)/;
const NAMED_AFTER =
  /^[\s\-(\\,]{0,3}(?:(?:tele)?phone|mobile|cell|fax|office|home|work|desk|direct|whatsapp|handy|mobil|sms)(?![\p{L}\p{N}])/u;
const OTHER = words(
  'orders?, bestell\\p{L}{0,12}, invoices?, rechnung\\p{L}{0,8}, refs?, references?, tickets?, cases?, tracking, parcel, package',
  'serial, sku, parts?, models?, items?, products?, article, isbn(?:-?1[03])?, issn, ean, upc, asin, gtin, versions?, build',
  'release, account, acct, konto, kundennummer, customers?, ids?, uuid, guid, policy, claim, zip, plz, postcode, postal',
  'time ?stamps?, unix, epoch, lat(?:itude)?, lon(?:gitude)?, lng, coordinates?, gps, prices?, totals?, amounts?, budget, revenue',
  'sales, costs?, usd, eur, gbp, population, years?, pages?, pp, vol(?:ume)?, doi, arxiv, hash, sha, commit, routing, sort code',
  'iban, swift, cards?, passport, licen[cs]e, ssn, social security, nhs, tax, vat, ein, pin, code, codes, score, rooms?, flight',
  'pnr, imei, lot, batch, patent, barcode, port, ports, seed, offset, size, count, numbers? (?:from|between), range, between',
  'dates?, born, dob, pixels?, dimensions?, phone ?id, member(?:ship)?, registration, document, equals?, equation, sequence, draw',
  'lottery, measur\\p{L}{1,6}',
);
const AMOUNT_AFTER =
  /^\s?(?:[€$£¥₹%°²³]|usd|eur|gbp|chf|dollars?|euros?|pounds?|kg|km|cm|mm|px|ms|mb|gb|kb|bytes?|users?|people|items?|units?|times|rows|records|customers|views|years?|points?)(?![\p{L}])/u;
const AMOUNT_BEFORE = /(?:[€$£¥₹]|usd|eur|gbp|chf|isbn(?:-1[03])?:?|#)\s?$/;

/** Telephone numbers: the form decides for those written as such, a word about telephones for bare digits. */
export const PHONE_NUMBER: readonly Recogniser[] = [
  {
    rule: 'phone',
    type: 'phone_number',
    near: { digits: 6, within: CLOSE },
    pattern:
      /(?<![\p{L}\p{N}_#$€£¥]|\d[.,\-/:=]|[\p{L}_][-_]|[\p{L}\p{N}]\.|\d \+)\+?\(?\d(?:(?:\)?[ .\-/\u00a0\u2010-\u2013]?\(?| [-\u2013/] |\) ?- ?)\d){5,16}(?:[ ,]{0,2}(?:x|ext\.?|extension|durchwahl|dw\.?) ?[.:]?-? ?\d{1,6})?(?![\p{L}\p{N}_]|[.,:/]\d|[ \u00a0-]?\d|-[A-Z]{2,}-|\()/giu,
    score: (value, { before, after }) => {
      const form = phoneForm(value);
      if (form.never || AMOUNT_AFTER.test(after) || AMOUNT_BEFORE.test(before)) return 0;
      const near = before.slice(-48);
      const named = Math.max(
        lastEnd(NAMED, near),
        NAMED_UNSPACED.test(near) ? near.length - 1 : -1,
        NAMED_AFTER.test(after) ? near.length : -1,
      );
      const other = lastEnd(OTHER, near);
      if (named >= 0 && named >= other) return form.named;
      return other >= 0 ? form.other : form.alone;
    },
  },
];
