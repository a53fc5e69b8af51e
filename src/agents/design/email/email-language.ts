import { detect } from 'tinyld';
import type { Copy } from '../../content/piece';

/** Letters from which a guess at the language is worth more than none. */
const LETTERS_TO_GUESS = 80;
/** Texts are long, their language shows early. */
const CHARACTERS_READ = 2_000;
const OTHERWISE = 'en';

/** The language of a text (BCP 47) and the direction it is written in. */
export interface EmailLanguage {
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** As `given` says (a BCP 47 tag, such as `context.language`), else guessed from the words; the direction is that of most letters. */
export function emailLanguage({ headline, body }: Pick<Copy, 'headline' | 'body'>, given: unknown): EmailLanguage {
  const text = [headline, ...body].join('\n').slice(0, CHARACTERS_READ);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const fromTheRight = text.match(/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu)?.length ?? 0;
  const dir = fromTheRight * 2 > letters ? 'rtl' : 'ltr';
  if (typeof given === 'string' && /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(given)) return { lang: given, dir };
  // Scripts tell, where they belong to few languages, sooner than words do.
  const guessed = letters < LETTERS_TO_GUESS && dir === 'ltr' ? '' : detect(text);
  return { lang: guessed === '' ? OTHERWISE : guessed, dir };
}
