import { invalidField } from '../../../errors';

/** The parts of a mail, in the order in which they are rendered. */
export const MAIL_PARTS = ['subject', 'preheader', 'html', 'text'] as const;

/** One of `MAIL_PARTS`. */
export type MailPart = (typeof MAIL_PARTS)[number];

/** The source of each part in Liquid; parts that are not there are not rendered. */
export type MailTemplate = Readonly<Partial<Record<MailPart, string>>>;

/** Characters of all parts: mail of more than 102 KB is clipped by mail programs, and one column of a dataset takes 64 KB a row. */
export const MOST_TEMPLATE_LENGTH = 262_144;

/** `context.template`: a text, which is the text part, or its parts. @throws MeshError invalid, naming the part. */
export function readTemplate(given: unknown): MailTemplate {
  const field = 'context.template';
  const wanted = 'must be a text, or an object with some of the texts "subject", "preheader", "html" and "text"';
  if (typeof given !== 'string' && (given === null || typeof given !== 'object' || Array.isArray(given))) throw invalidField(field, wanted);
  const parts = typeof given === 'string' ? { text: given } : (given as Record<string, unknown>);
  const template: Partial<Record<MailPart, string>> = {};
  for (const [name, source] of Object.entries(parts)) {
    const part = MAIL_PARTS.find((known) => known === name);
    if (part === undefined) throw invalidField(`${field}.${name.slice(0, 100)}`, `is no part of a mail: ${wanted}`);
    if (typeof source !== 'string') throw invalidField(`${field}.${part}`, 'must be a text');
    template[part] = source;
  }
  const length = Object.values(template).reduce((sum, source) => sum + source.length, 0);
  if (length > MOST_TEMPLATE_LENGTH) throw invalidField(field, `must have at most ${MOST_TEMPLATE_LENGTH} characters in all`);
  const { html = '', text = '' } = template;
  if (html.trim() === '' && text.trim() === '') throw invalidField(field, 'needs a part "html" or "text" that is not empty');
  return template;
}
