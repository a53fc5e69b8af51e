import type { MailTemplate } from '../templates/mail-template';
import type { PersonRecord } from '../records/record-source';

/** Mails by id, and who gets which: undefined for somebody who gets none of them. */
export interface MailChoice {
  templates: ReadonlyMap<string, MailTemplate>;
  mailOf: (record: PersonRecord) => string | undefined;
  /** Names the template `id` in problems, such as `context.template`. */
  fieldOf: (id: string) => string;
}

/** The same mail for everybody. */
export function oneMail(template: MailTemplate, field = 'context.template'): MailChoice {
  return { templates: new Map([['mail', template]]), mailOf: () => 'mail', fieldOf: () => field };
}
