import type { ConfidenceBound } from '../../confidence';
import type { AgentTask } from '../../agent';
import { isAlwaysFilled } from '../../content/tools/merge-tags';
import { EvidenceBook } from '../../numbers/evidence-book';
import type { PersonalTools, PersonalWork } from '../personal-work';
import { WhoMayBeMailed } from '../people/who-may-be-mailed';
import type { RecordSource } from '../records/record-source';
import type { MailChoice } from '../mails/mail-choice';
import { usableColumns } from '../privacy/usable-columns';
import { CompiledMails } from './compiled-mails';
import { missingRules } from './fallbacks';
import type { FieldCount } from './field-counts';
import { MailRun, type NotMailed } from './mail-run';
import type { MailPreview } from './previews';
import { runWarnings, templateWarnings } from './run-warnings';
import { storeTable } from '../store-table';

/** What rendering leaves behind; the mails themselves are rows of a dataset. */
export interface RenderOutput {
  recipients_total: number;
  rendered: number;
  not_mailed: NotMailed;
  fields: FieldCount[];
  previews: MailPreview[];
  /** Absent when there was nobody to mail. */
  rendered_dataset_id?: string;
  rendered_columns?: string[];
  warnings: string[];
}

/**
 * Renders its mail for each recipient who may be mailed, into a dataset of the network: all of them or, when the step fails, none. Reads
 * `context.suppression_list`, `consent_field`, `frequency_cap`, `send_history`, `fallbacks` and `require_fields`.
 * @throws MeshError invalid, naming the part of the template with line and column, or the field of the context.
 */
export async function renderForRecipients(
  task: AgentTask,
  { datasets }: PersonalTools,
  choice: MailChoice,
  source: RecordSource,
): Promise<PersonalWork> {
  const rules = missingRules(task);
  const isLeft = (field: string) => isAlwaysFilled(field) && !source.columns.includes(field) && !rules.fallbacks.has(field);
  const mails = new CompiledMails(choice, isLeft);
  mails.assertReadsNone(usableColumns(source.columns, task.context).refused);
  const who = await WhoMayBeMailed.read(task, datasets, source);
  const run = new MailRun(task, mails, source, who, rules);
  await run.tryOut();
  const rows = run.rows();
  const first = await rows.next();
  const kept =
    first.done === true
      ? undefined
      : await storeTable(task, datasets, {
          name: `Rendered mails of task ${task.taskId}`,
          part: 'rendered mails',
          rows: beginningWith(first.value, rows),
        });
  const warnings = [...templateWarnings(mails, source, rules), ...who.warnings, ...runWarnings(run, who.consentField)];
  const output: RenderOutput = {
    recipients_total: source.records,
    rendered: run.rendered,
    not_mailed: run.notMailed,
    fields: run.fields.all(),
    previews: run.previews,
    ...(kept === undefined ? {} : { rendered_dataset_id: kept.datasetId, rendered_columns: kept.columns.map(({ name }) => name) }),
    warnings,
  };
  const book = bookOf(output);
  const { sentence } = book.finding((cite) => {
    const left = Object.entries(output.not_mailed).filter(([, count]) => count > 0);
    const others = left.map(([reason]) => `${cite(`not mailed: ${reason}`, 'count')} ${reason.replaceAll('_', ' ')}`);
    const rest = others.length === 0 ? '' : ` Not mailed: ${others.join(', ')}.`;
    return `Rendered ${cite('rendered', 'count')} mails for ${cite('recipients_total', 'count')} recipients.${rest}`;
  });
  return { summary: sentence, output: { ...output }, bounds: boundsOf(output), evidence: book.all(), warnings, memories: [] };
}

async function* beginningWith<T>(first: T, others: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  yield first;
  yield* others;
}

function bookOf({ recipients_total, rendered, not_mailed }: RenderOutput): EvidenceBook {
  const book = new EvidenceBook();
  book.put('recipients_total', 'Records of recipients', recipients_total);
  book.put('rendered', 'Mails rendered', rendered);
  for (const [reason, count] of Object.entries(not_mailed)) {
    if (count > 0) book.put(`not mailed: ${reason}`, `Recipients not mailed: ${reason.replaceAll('_', ' ')}`, count);
  }
  return book;
}

function boundsOf({ rendered, not_mailed, fields }: RenderOutput): ConfidenceBound[] {
  if (rendered === 0) return [{ limit: 0.2, reason: 'there was nobody to mail' }];
  const empty = fields.filter(({ empty: mails }) => mails > 0).map(({ field }) => field);
  return [
    { limit: 0.95, reason: 'every mail was rendered in code from its recipient’s own fields' },
    ...(not_mailed.failed + not_mailed.too_long > 0 ? [{ limit: 0.7, reason: 'some mails could not be rendered' }] : []),
    ...(empty.length > 0 ? [{ limit: 0.7, reason: 'some mails print nothing for a field' }] : []),
  ];
}
