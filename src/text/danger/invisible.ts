import type { Danger } from './danger';

/** Control characters but tab and line ends, what is no character at all, and halves of a surrogate pair that stand alone. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]{1,1000}/gu;
const PLAIN = /[\t\n\r]/u;
/** Overrides, embeddings and isolates of direction, and the old switches of shaping and digits. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069\u206a-\u206f\u061c]{1,1000}/gu;
/** What is not seen, with what stands before and after it, which says whether it is ordinary there. */
const UNSEEN =
  // eslint-disable-next-line no-misleading-character-class -- each stands for itself
  /[\u200b-\u200f\u2060-\u2065\ufeff\u180e\ufff9-\ufffb\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]{1,1000}/gu;

/** Letters of scripts whose words are spelled with joiners: all but those listed. */
const JOINING =
  /^(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}]$/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]$/u;
const FLAG_TAGS = /^[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,10}\u{e007f}$/u;

/** Control characters, run by run. */
export function controlCharacters(text: string): Danger[] {
  const found: Danger[] = [];
  for (const { 0: run, index } of text.matchAll(CONTROL)) {
    let at = index;
    for (const part of run.split(/([\t\n\r]{1,1000})/u)) {
      if (part !== '' && !PLAIN.test(part)) found.push({ kind: 'control', rule: 'control-character', start: at, end: at + part.length });
      at += part.length;
    }
  }
  return found;
}

/** Characters that change what is seen without being seen, but where a script, an emoji or the direction of a text needs them. */
export function invisibleCharacters(text: string): Danger[] {
  const found: Danger[] = [];
  for (const { 0: run, index } of text.matchAll(DIRECTION)) {
    if (run !== '\u061c' || !RIGHT_TO_LEFT.test(around(text, index, index + 1)))
      found.push({ kind: 'bidi', rule: 'direction-override', start: index, end: index + run.length });
  }
  for (const { 0: run, index } of text.matchAll(UNSEEN)) {
    const rule = ruleOf(run);
    if (!isOrdinary(run, text, index)) found.push({ kind: 'bidi', rule, start: index, end: index + run.length });
  }
  return found;
}

function ruleOf(run: string): string {
  if (/[\u{e0000}-\u{e007f}]/u.test(run)) return 'tag-character';
  return /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(run) ? 'variation-selector' : 'zero-width-character';
}

function isOrdinary(run: string, text: string, index: number): boolean {
  const before = characterBefore(text, index);
  const after = text.codePointAt(index + run.length);
  const next = after === undefined ? '' : String.fromCodePoint(after);
  if (/^[\u200e\u200f]$/u.test(run)) return RIGHT_TO_LEFT.test(around(text, index, index + 1));
  if (FLAG_TAGS.test(run)) return before === '\u{1f3f4}';
  // A selector chooses the form of the character before it, and may be followed by a joiner.
  if (/^\ufe0f?\u200d$/u.test(run) && isPicture(before) && isPicture(next)) return true;
  if (/^[\ufe00-\ufe0f]$/u.test(run))
    return (
      before !== '' &&
      (!/[\p{L}\s\p{Cf}]/u.test(before) ||
        /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Myanmar}|\p{Script=Phags_Pa}/u.test(before))
    );
  if (/^[\u{e0100}-\u{e01ef}]$/u.test(run)) return /\p{Script=Han}/u.test(before);
  if (/^[\u200c\u200d]$/u.test(run)) return JOINING.test(before) || JOINING.test(next);
  if (/^[\u115f\u1160\u3164\uffa0]{1,2}$/u.test(run)) return /[\p{Script=Hangul}]/u.test(before + next);
  return false;
}

function isPicture(character: string): boolean {
  return PICTURE.test(character);
}

function characterBefore(text: string, index: number): string {
  if (index === 0) return '';
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && index > 1;
  return String.fromCodePoint(text.codePointAt(isLow ? index - 2 : index - 1) as number);
}

/** A few words on both sides. */
function around(text: string, start: number, end: number): string {
  return text.slice(Math.max(0, start - 60), end + 60);
}
