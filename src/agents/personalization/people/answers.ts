/** Words that give consent; whatever else stands in a field of consent does not. */
const GRANTED: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'granted', 'opted_in', 'subscribed', 't', 'on']);
/** Words that say that something did not happen; whatever else stands in such a field, a date of it say, says that it did. */
const NOT_SO: ReadonlySet<string> = new Set(['', 'false', 'no', 'n', '0', 'f', 'off', 'none', 'null', 'never', 'n/a', '-']);

/**
 * Whether a field of consent grants it: true, 1, or one of `true`, `yes`, `y`, `1`, `granted`, `opted_in`, `subscribed`, `t`, `on` in any case.
 * All else, and nothing at all, is no consent.
 */
export function isGranted(value: unknown): boolean {
  if (typeof value === 'string') return GRANTED.has(wordOf(value).replaceAll(' ', '_').replaceAll('-', '_'));
  return value === true || value === 1;
}

/** Whether a field such as `unsubscribed` says that it was so: anything but a word, number or absence that denies it, in doubt for not mailing. */
export function isSo(value: unknown): boolean {
  if (typeof value === 'string') return !NOT_SO.has(wordOf(value));
  return value !== null && value !== undefined && value !== false && value !== 0;
}

function wordOf(text: string): string {
  return text.trim().toLowerCase();
}
