import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { PersonalTools, PersonalWork } from '../personal-work';
import { recordSource } from '../records/record-source';
import { readTemplate } from './mail-template';
import { renderForRecipients } from './render-for-recipients';

/** Renders `context.template` for `context.recipients`. Output: `RenderOutput`. @throws MeshError invalid, naming what is missing or cannot be read. */
export async function renderTemplate(task: AgentTask, tools: PersonalTools): Promise<PersonalWork> {
  const template = readTemplate(task.context.template);
  const source = await recordSource(task, tools.datasets, 'recipients', true);
  if (source === undefined) throw invalidField('context.recipients', 'must be a list of recipients, or {"dataset_id": "…"}');
  return renderForRecipients(task, tools, template, source);
}
