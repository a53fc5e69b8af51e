import { listed } from '../listed';
import type { Check } from '../piece';

/** Phrases and marks that mailbox filters have long scored; a hit is a reason to reword, not proof of spam. */
const SPAM_TRIGGERS =
  /\b(?:act now|buy now|click (?:here|below)|cash bonus|double your|earn (?:extra )?(?:money|cash)|extra income|free money|guaranteed|limited time|make money|no obligation|once in a lifetime|order now|risk[- ]free|this (?:is not|isn't) spam|urgent|winner|work from home|you have been selected|you won)\b|!{2,}|\${2,}/giu;

/** The triggers in a text, in lower case, each once. */
export function spamTriggers(text: string): string[] {
  return [...new Set((text.match(SPAM_TRIGGERS) ?? []).map((hit) => (hit.length > 40 ? hit.slice(0, 2) : hit).toLowerCase()))];
}

/** Rule `no_spam_triggers`. */
export function spamCheck(text: string): Check {
  const found = spamTriggers(text);
  return { rule: 'no_spam_triggers', passed: found.length === 0, detail: listed(found, 'none found') };
}
