import { type PersonalDataSpan } from '../../personal-data';
import { AFTER, BEFORE, type Finder } from '../../recogniser';
import { AFTER_NAME, CUES } from './cues';
import { GIVEN_NAMES } from './given-names';
import { NO_NAMES } from './no-names';

const PART = "(?:\\p{Lu}\\.|(?:\\p{Lu}['’])?\\p{Lu}[\\p{L}\\p{M}'’]{1,30}(?:-\\p{Lu}?[\\p{L}\\p{M}'’]{1,30}){0,2})";
const PARTICLE = '(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|zu|af|y|e|ten|st\\.)[ ]){0,3}';
/** One to five capitalised words with particles between them, on one line. */
const NAME = new RegExp(`${PART}(?: ${PARTICLE}${PART}){0,4}`, 'yu');

/** Names written with capitals: where words around say so (`cues.ts`), or a common given name with another word after it. */
export const CAPITALISED_NAMES: Finder = {
  type: 'person_name',
  find(text) {
    const found: PersonalDataSpan[] = [];
    for (let index = 0; index < text.length; index++) {
      if (!beginsWithCapital(text, index)) continue;
      NAME.lastIndex = index;
      const whole = NAME.exec(text)?.[0];
      if (whole === undefined) continue;
      const span = judge(text, index, whole.replace(/['’]s?$/u, ''));
      if (span) found.push(span);
      index += whole.length - 1;
    }
    return found;
  },
};

function beginsWithCapital(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128 ? code < 65 || code > 90 : !/\p{Lu}/u.test(text.charAt(index))) return false;
  const before = index === 0 ? 32 : text.charCodeAt(index - 1);
  return !isLetter(before) && !(before >= 45 && before <= 57) && before !== 64 && before !== 92 && before !== 95;
}

/** The name in the capitalised words at `index`, without what begins or ends a sentence around it. */
function judge(text: string, index: number, whole: string): PersonalDataSpan | undefined {
  const words = whole.split(' ');
  let start = index;
  while (words.length > 0 && (NO_NAMES.has(words[0]!.toLowerCase()) || CUES[1]!.last.has(words[0]!.toLowerCase())))
    start += words.shift()!.length + 1;
  while (words.length > 0 && NO_NAMES.has(words.at(-1)!.toLowerCase())) words.pop();
  const value = words.join(' ');
  if (value.length < 2 || value.endsWith('.')) return undefined;
  const end = start + value.length;
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const after = text.slice(end, end + AFTER);
  const last = lastWord(before);
  const full = words.length > 1;
  const cue = CUES.find((one) => one.last.has(last) && (full || !one.full) && one.before.test(before) && (one.after?.test(after) ?? true));
  if (cue) return { type: 'person_name', rule: cue.rule, start, end, score: cue.score };
  if (!full) return undefined;
  if (GIVEN_NAMES.has(words[0]!.toLowerCase()) && !/\p{Lu}{3}/u.test(value))
    return { type: 'person_name', rule: 'given-name', start, end, score: 0.6 };
  return AFTER_NAME.test(after) ? { type: 'person_name', rule: 'does-what-people-do', start, end, score: 0.6 } : undefined;
}

/** The last run of letters in `before`, in lower case, when it ends within 16 units of the end. */
function lastWord(before: string): string {
  let end = before.length;
  while (end > 0 && before.length - end < 16 && !isLetter(before.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > 0 && isLetter(before.charCodeAt(start - 1))) start--;
  return before.slice(start, end).toLowerCase();
}

/** Letters, with what stands inside words: apostrophes and hyphens; of other scripts than Latin whatever is no white space or punctuation. */
function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 39 || code === 45;
  return code === 0x2019 || (code >= 0xc0 && !(code >= 0x2000 && code < 0x2c00) && !(code >= 0x3000 && code < 0x3005) && code < 0xff00);
}
