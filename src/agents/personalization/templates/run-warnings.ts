import { meant } from '../people/fields';
import type { RecordSource } from '../records/record-source';
import type { CompiledMails } from './compiled-mails';
import type { MissingRules } from './fallbacks';
import type { MailRun } from './mail-run';

/** Fields that one kind of warning names. */
const MOST_NAMED = 20;

/** What the author should know of a template before it is rendered: names that no recipient has, and values that are not escaped. */
export function templateWarnings(mails: CompiledMails, { columns }: RecordSource, { fallbacks, required }: MissingRules): string[] {
  const read = mails.fields.map(({ path }) => path[0]!);
  const unknown = [...new Set(read)].filter((name) => !columns.includes(name) && !fallbacks.has(name));
  const lacking = required.filter((name) => !columns.includes(name) && !fallbacks.has(name));
  const unread = [...fallbacks.keys()].filter((name) => !read.includes(name));
  return [
    ...named(unknown, (name) => `no recipient has the field ${name}${meant(name, columns)}`),
    ...named(lacking, (name) => `context.require_fields: no recipient has the field ${name}${meant(name, columns)}`),
    ...named(unread, (name) => `context.fallbacks: the template does not read ${name}${meant(name, read)}`),
    ...named(mails.left, (name) => `{{ ${name} }} is left for whoever sends the mails: no recipient has it`),
    ...(mails.unescaped.length > 0 ? [`the HTML prints fields unescaped: ${mails.unescaped.slice(0, MOST_NAMED).join(', ')}`] : []),
  ];
}

/** What came up while mails were rendered. */
export function runWarnings(run: MailRun, consentField: string | undefined): string[] {
  const empty = run.fields.all().filter(({ empty: mails }) => mails > 0);
  const { incomplete, no_segment: loose, too_long: tooLong } = run.notMailed;
  return [
    ...(consentField === undefined ? ['no field tells who consented to be mailed; name one in context.consent_field if there is one'] : []),
    ...named(empty, ({ field, empty: mails }) => `${mails} mails print nothing for ${field}: give it a fallback`),
    ...(run.unsafe > 0
      ? [`in ${run.unsafe} mails an address was left out of a link or picture: it does not begin with https:, http:, mailto:, tel: or /`]
      : []),
    ...(loose > 0 ? [`${loose} recipients are in no segment that has a mail`] : []),
    ...(incomplete > 0 ? [`${incomplete} recipients lack a field of context.require_fields`] : []),
    ...run.failures.sentences,
    ...(tooLong > 0 ? [`${tooLong} mails were too long to keep`] : []),
    ...(run.rendered === 0 ? ['there is nobody to mail'] : []),
  ];
}

function named<T>(things: readonly T[], say: (thing: T) => string): string[] {
  const left = things.length - MOST_NAMED;
  return [...things.slice(0, MOST_NAMED).map(say), ...(left > 0 ? [`and so for ${left} more fields`] : [])];
}
