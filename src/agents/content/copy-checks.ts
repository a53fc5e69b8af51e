import { unsupportedNumbers, type NumberSources } from '../numbers/number-check';
import type { Check, Copy } from './piece';
import { readability } from './readability';

/** Longer subjects are cut by common clients on the desktop. */
const SUBJECT_CHARACTERS = 60;
/** What inbox lists show of a preheader at most. */
const PREHEADER_CHARACTERS = 110;
/** Flesch's "fairly difficult" ends here (Flesch 1948). */
const EASIEST_DIFFICULT = 50;

/** Phrases and marks that mailbox filters have long scored; a hit is a reason to reword, not proof of spam. */
const SPAM_TRIGGERS =
  /\b(?:act now|buy now|click here|cash bonus|double your|earn money|free money|guaranteed|limited time|no obligation|once in a lifetime|order now|risk[- ]free|urgent|winner|you won)\b|!{2,}|\${2,}/giu;

/** Holds one piece to the house rules; `allowed` are the words that may stand in capitals, such as the brand. */
export function copyChecks(copy: Copy, sources: NumberSources, allowed: readonly string[] = []): Check[] {
  const whole = [copy.subject, copy.preheader, copy.headline, ...copy.body, copy.call_to_action].join('\n');
  const shouted = (whole.match(/(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu) ?? []).filter((word) => !allowed.some((name) => name.includes(word)));
  const triggers = [...new Set((whole.match(SPAM_TRIGGERS) ?? []).map((hit) => hit.toLowerCase()))];
  const unsupported = unsupportedNumbers(whole, sources);
  return [
    length('subject_length', copy.subject, SUBJECT_CHARACTERS),
    length('preheader_length', copy.preheader, PREHEADER_CHARACTERS),
    { rule: 'no_capitals', passed: shouted.length === 0, detail: listed(shouted, 'no word in capitals') },
    { rule: 'no_spam_triggers', passed: triggers.length === 0, detail: listed(triggers, 'none found') },
    readingCheck(copy.body.join('\n')),
    { rule: 'numbers_have_a_source', passed: unsupported.length === 0, detail: listed(unsupported, 'every number comes from the task') },
  ];
}

function length(rule: string, text: string, most: number): Check {
  const count = [...text].length;
  return { rule, passed: count > 0 && count <= most, detail: `${count} of at most ${most} characters` };
}

function readingCheck(text: string): Check {
  const scores = readability(text);
  if (scores === undefined) return { rule: 'reading_ease', passed: false, detail: 'no words' };
  const { ease, grade } = scores;
  return {
    rule: 'reading_ease',
    passed: ease >= EASIEST_DIFFICULT,
    detail: `Flesch ${ease.toFixed(0)}, Flesch–Kincaid grade ${grade.toFixed(1)}`,
  };
}

function listed(found: readonly string[], otherwise: string): string {
  return found.length === 0 ? otherwise : found.join(', ');
}
