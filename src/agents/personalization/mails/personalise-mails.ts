import { invalidField } from '../../../errors';
import type { PersonalTool } from '../personal-work';
import { recordSource } from '../records/record-source';
import { renderForRecipients } from '../templates/render-for-recipients';
import { mailsOfTask } from './mails-of-task';

/** Renders `context.template`, or the mails of earlier steps, for each of `context.recipients`. Output: `RenderOutput`. */
export const personaliseMails: PersonalTool = async (task, tools) => {
  const source = await recordSource(task, tools.datasets, 'recipients', true);
  if (source === undefined) throw invalidField('context.recipients', 'must be a list of recipients, or {"dataset_id": "…"}');
  return renderForRecipients(task, tools, await mailsOfTask(task, tools.datasets, source), source);
};
