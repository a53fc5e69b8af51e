import type { Language } from './language';
import { alternatives, asWord, namesOf, remembered, UNSPACED_LOCALES, YEAR } from './time-names';

/** Characters of a text that are read for words of time. */
const READ_LENGTH = 4_096;
const QUESTION_MARKS = /[?？؟\u037e]/u;
/** How the languages of the world without spaces, and those that have a stemmer, ask when. */
const WHEN_WORDS: Partial<Record<Language, string>> & Record<'unspaced', string> = {
  en: 'when|how long ago|(?:what|which) (?:date|day|month|year|time)',
  ar: 'متى',
  bg: 'кога',
  da: 'hvornår',
  de: 'wann',
  el: 'πότε',
  es: 'cuándo',
  fi: 'milloin',
  fr: 'quand',
  hi: 'कब',
  hu: 'mikor',
  id: 'kapan',
  it: 'quando',
  lt: 'kada',
  nl: 'wanneer',
  no: 'når',
  pt: 'quando',
  ro: 'când',
  ru: 'когда',
  sr: 'kada|када',
  sv: 'när',
  ta: 'எப்போது',
  tr: 'ne zaman',
  uk: 'коли',
  unspaced: 'いつ|何時|什么时候|什麼時候|何时|언제',
};
/** What English texts say of time beside the words that every language has. */
const ENGLISH_TIME = 'ago|since|recently|just|tonight|weekend|week|month|year|morning|evening|\\d{1,2}(?:st|nd|rd|th)';

const tellingPattern = remembered((language: Language): RegExp => {
  const names = [...new Set(['en', language])].map(namesOf);
  const spaced = names.flatMap(({ relative, months, weekdays }) => [...relative.map(({ name }) => name), ...months.keys(), ...weekdays]);
  const unspaced = UNSPACED_LOCALES.flatMap((locale) => namesOf(locale).relative.map(({ name }) => name));
  return new RegExp(`${asWord(`${alternatives(spaced)}|${ENGLISH_TIME}|${YEAR}`)}|${alternatives(unspaced)}`, 'iu');
});

const whenPattern = remembered((language: Language): RegExp => {
  const words = [...new Set<Language>(['en', language])].flatMap((one) => WHEN_WORDS[one] ?? []).join('|');
  return new RegExp(`^[^\\p{L}]*${asWord(words)}|${asWord(WHEN_WORDS[language] ?? words)}\\s*\\?|${WHEN_WORDS.unspaced}`, 'iu');
});

/** Whether something is asked in `text`, in any script; of a long one only the beginning is read. */
export function asksSomething(text: string): boolean {
  return QUESTION_MARKS.test(text.slice(0, READ_LENGTH));
}

/** Whether `text` says when something was or will be; of a long one only the beginning is read. */
export function tellsTime(text: string, language: Language = 'en'): boolean {
  return tellingPattern(language).test(text.slice(0, READ_LENGTH));
}

/** Whether `query` asks when something was or will be. */
export function asksWhen(query: string, languages: readonly Language[]): boolean {
  const text = query.slice(0, READ_LENGTH);
  return [...new Set<Language>(['en', ...languages])].some((language) => whenPattern(language).test(text));
}
