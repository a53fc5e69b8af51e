import { recipientFields } from './recipient-fields';

/** Rows for the tools; sentences about them come from computed findings, though the names in them may be said. */
export const ROWS: ReadonlySet<string> = new Set(['campaign_data', 'rows']);

/** What a context holds of single people: no model is shown it, and no answer may repeat a figure of it. */
const PERSONAL: ReadonlySet<string> = new Set(['recipients', 'customers', 'suppression_list', 'purchases', 'activity', 'send_history']);

/** Pages, which would only fill a prompt. */
const PAGES: ReadonlySet<string> = new Set(['html', 'mjml', 'template']);

/** Fields that only a record of a person has. */
const PERSONAL_FIELD =
  /^(?:e[-_ ]?mail(?:[-_ ]?address)?|phone(?:[-_ ]?number)?|mobile|(?:first|last|full|given|family)[-_ ]?name|surname)$/i;
const ADDRESS = /^[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{1,190}$/;
/** Entries of a list that are looked at for people; a list of them has one at its beginning. */
const LOOKED_AT = 100;

/** Whether a value of a context is the data of single people: by its name, or because it is a list of records or addresses of them. */
export function isPersonal(name: string, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false; // a count of them, say
  return PERSONAL.has(name) || (Array.isArray(value) && value.slice(0, LOOKED_AT).some(isPerson));
}

/** The context of a task as models may see it: without rows, pages and people, however deep those lie; of recipients, the names of their fields. */
export function shownContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isShown = (name: string, value: unknown) => !ROWS.has(name) && !PAGES.has(name) && !isPersonal(name, value);
  const shown = Object.entries(context).filter(([name, value]) => isShown(name, value));
  const fields = recipientFields(context);
  return {
    ...Object.fromEntries(shown.map(([name, value]) => [name, withoutPeople(value)])),
    ...(fields.length > 0 ? { recipients: { fields } } : {}),
  };
}

function withoutPeople(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutPeople);
  const shown = Object.entries(value).filter(([name, part]) => !isPersonal(name, part));
  return Object.fromEntries(shown.map(([name, part]) => [name, withoutPeople(part)]));
}

function isPerson(entry: unknown): boolean {
  if (typeof entry === 'string') return ADDRESS.test(entry.trim());
  if (entry === null || typeof entry !== 'object') return false;
  return Object.entries(entry).some(
    ([name, value]) => PERSONAL_FIELD.test(name) || (typeof value === 'string' && ADDRESS.test(value.trim())),
  );
}
