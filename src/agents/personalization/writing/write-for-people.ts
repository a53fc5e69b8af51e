import type { Datasets } from '../../../datasets';
import type { AgentConfig } from '../../../networks';
import type { AgentAnswer, AgentTask } from '../../agent';
import type { AgentModel } from '../../agent-model';
import { checkBounds } from '../../confidence';
import { earlierMails } from '../mails/earlier-mails';
import { oneMail } from '../mails/mail-choice';
import type { PersonalWork } from '../personal-work';
import { usableColumns } from '../privacy/usable-columns';
import { recordSource, type RecordSource } from '../records/record-source';
import { valueAt } from '../templates/fields-read';
import { renderForRecipients } from '../templates/render-for-recipients';
import { writeTemplate, type KnownField } from './write-template';

/**
 * Has one e-mail written with merge tags for the fields of the recipients, and renders it for each of them. Without recipients the e-mail itself is
 * all. Output: `pieces` as the content agent's, and `RenderOutput`.
 */
export async function writeForPeople(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  datasets: Datasets,
): Promise<{ work: PersonalWork; answers: AgentAnswer[] }> {
  const source = await recordSource(task, datasets, 'recipients');
  const known = source === undefined ? [] : await knownFields(task, source);
  const { piece, written } = await writeTemplate(model, task, config, known);
  const bound = checkBounds(piece.checks);
  const output = { pieces: [piece] };
  const { warnings, answers } = written;
  if (source === undefined) {
    const summary = `Wrote "${piece.subject}" with merge tags.`;
    const missing = 'no context.recipients were given: nothing was rendered';
    return { work: { summary, output, bounds: [bound], evidence: [], warnings: [...warnings, missing], memories: [] }, answers };
  }
  const [mail] = earlierMails({ inputs: { written: { agentType: 'personalization', summary: '', output } } }).values();
  const rendered = await renderForRecipients(task, { datasets }, oneMail(mail!, 'the mail that was written'), source);
  const work = {
    ...rendered,
    summary: `Wrote "${piece.subject}". ${rendered.summary}`,
    output: { ...output, ...rendered.output },
    bounds: [bound, ...rendered.bounds],
    warnings: [...warnings, ...rendered.warnings],
  };
  return { work, answers };
}

/** The fields that may be told of, with the share of the recipients that have each. */
async function knownFields(task: AgentTask, source: RecordSource): Promise<KnownField[]> {
  const { usable } = usableColumns(source.columns, task.context);
  const counts = new Map(usable.map((field) => [field, 0]));
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      for (const field of usable) if (valueAt(record, [field]) !== undefined) counts.set(field, counts.get(field)! + 1);
    }
  }
  return [...counts].map(([field, count]) => ({ field, share: count / source.records }));
}
