import type { CopyText } from './piece';

/** The one-line fields in the order people read them; the body or text follows. */
export const LINES = ['subject', 'preheader', 'title', 'description', 'headline'] as const;

/** All words of a copy, fields apart by line breaks and paragraphs by empty lines. */
export function wholeText(copy: CopyText): string {
  return [...LINES.map((name) => copy[name]), proseOf(copy), copy.call_to_action]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

/** The running text of a copy, without its lines; '' where it has none. */
export function proseOf({ body, text }: CopyText): string {
  return (body ?? (text === undefined ? [] : [text])).join('\n\n');
}

/** A copy without fields that the other does not have: what of an edit can be compared with its draft. The whole copy where they share none. */
export function sameFields(copy: CopyText, as: CopyText): CopyText {
  const fields = Object.entries(copy).filter(([name]) => name in as);
  return fields.length === 0 ? copy : Object.fromEntries(fields);
}
