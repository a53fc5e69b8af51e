import { type Recogniser } from '../recogniser';

const MONTH =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév|avr|juin|juil|aoû|déc|ene|abr|ago|dic|gen|mag|' +
  'giu|lug|set|ott|fev|out|maj|cze|lip|sie|wrz|paź|lis|gru|янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек)\\p{L}{0,8}';
const DAY = '[0-3]?\\d(?:st|nd|rd|th|er|º|\\.)?';
const YEAR = '(?:18|19|20)\\d\\d';
const DATE =
  `(?:\\d{1,2} ?[./-] ?\\d{1,2} ?[./-] ?(?:${YEAR}|\\d\\d)|${YEAR}[./-]\\d{1,2}[./-]\\d{1,2}|${YEAR}年\\d{1,2}月\\d{1,2}日|` +
  `${YEAR}년 ?\\d{1,2}월 ?\\d{1,2}일|` +
  `${DAY}(?: of| de)?[ -]${MONTH}\\.?,?(?: de)?[ -]${YEAR}|${MONTH}\\.? ${DAY},? ${YEAR}|'?${YEAR})`;
const NAMES =
  'born(?: on| in)?|birth ?date|birthdays?|date of birth|d\\.?o\\.?b\\.?|geboren(?: am| im| op)?|geb\\.?|geburts(?:datum|' +
  'tag)|née?(?: le| en)?|date de naissance|nacid[oa](?: el| en)?|nací el|fecha de nacimiento|nat[oa] il|data di nascita|' +
  'nascid[oa] em|data de nascimento|geboortedatum|urodzon[ya]|data urodzenia|född(?: den)?|født(?: den)?|syntynyt|' +
  'syntymäaika|doğum tarihi|дата рождения|родил\\p{L}{1,4}|ημερομηνία γέννησης|出生日期|生日|生年月日|誕生日|생년월일|जन्म ?तिथि|تاريخ ' +
  'الميلاد';

/** Dates that something near calls a birthday; a bare date is anybody's. */
export const DATE_OF_BIRTH: readonly Recogniser[] = [
  {
    rule: 'birthday',
    type: 'date_of_birth',
    near: { digits: 4, within: 64 },
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${NAMES})(?:[:：\\s=(–-]|(?:is|was|on|my|ist|war|est|es|è|are|it['’]s)(?!\\p{L})|[.?,]\\s|\\*|` +
        `["']){0,8}(?<value>${DATE})(?!\\p{N})`,
      'dgiu',
    ),
    // A year alone says when, not which day.
    score: (value) => (/^'?\d{4}$/.test(value) ? 0.3 : 0.85),
  },
];
