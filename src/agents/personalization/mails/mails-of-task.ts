import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { RecordSource } from '../records/record-source';
import { readTemplate } from '../templates/mail-template';
import { earlierMails } from './earlier-mails';
import { oneMail, type MailChoice } from './mail-choice';
import { mailOfRecord } from './mail-of-record';

/** Whether there is anything to render: `context.template`, or mails of earlier steps. */
export function hasMails(task: Pick<AgentTask, 'context' | 'inputs'>): boolean {
  return task.context.template !== undefined || earlierMails(task).size > 0;
}

/** What to render for whom: `context.template` for everybody, else the mails of earlier steps, each for its segment. @throws MeshError invalid, naming the field. */
export async function mailsOfTask(task: AgentTask, datasets: Datasets, source: RecordSource): Promise<MailChoice> {
  if (task.context.template !== undefined) return oneMail(readTemplate(task.context.template));
  const templates = earlierMails(task);
  if (templates.size === 0) throw invalidField('context.template', 'is needed: a text, or an object with "subject", "html" and "text"');
  const mailOf = await mailOfRecord(task, datasets, [...templates.keys()], source.columns);
  return { templates, mailOf, fieldOf: (id) => `the mail ${id}` };
}
