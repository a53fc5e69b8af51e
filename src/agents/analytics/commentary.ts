import type { AgentTask, Evidence } from '../agent';
import type { AgentModel, ModelQuestion } from '../agent-model';
import type { GenerateAnswer } from '../../models';
import type { AgentConfig } from '../../networks';
import type { Finding } from '../numbers/evidence-book';
import { unsupportedNumbers } from '../numbers/number-check';
import { sourceTexts } from '../prompt/task-blocks';
import { withoutLabels, type QuotedLabels } from './quoted-labels';
import { COMMENTARY_SCHEMA } from './commentary.schema';

const REQUESTS = [
  'Comment on the findings in two to four sentences.',
  'Comment on the findings in two to four sentences. Use no digits at all: the last attempt stated numbers that no finding holds.',
];

/** Findings shown to the model, those that answer first; a few sentences cannot speak of more. */
const MOST_FINDINGS = 40;

/** What the commentary stands on. */
export interface CommentaryBasis {
  instructions: ModelQuestion['instructions'];
  findings: readonly Finding[];
  evidence: readonly Evidence[];
  /** Names that hold digits and may be quoted. */
  labels: QuotedLabels;
}

/** A commentary whose numbers all come from evidence or the task; after one retry, or without a model, null and a warning. */
export async function commentaryOn(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  { instructions, findings, evidence, labels }: CommentaryBasis,
): Promise<{ commentary: string | null; partial: boolean; warnings: string[]; answers: GenerateAnswer[] }> {
  const told = findings.slice(0, MOST_FINDINGS).map(({ sentence }) => sentence);
  const data = [{ label: 'Findings', text: told.join('\n') }];
  const sources = { values: evidence.map(({ value }) => value), texts: [...sourceTexts(task), ...labels.numbers] };
  const answers: GenerateAnswer[] = [];
  for (const request of REQUESTS) {
    const question = { name: 'commentary', instructions, request, data, schema: COMMENTARY_SCHEMA };
    const reply = await model.askIfAvailable<{ commentary: string }>(task, config, question);
    if (reply === undefined)
      return { commentary: null, partial: true, warnings: ['no model was available: the figures stand without commentary'], answers };
    answers.push(reply.answer);
    if (unsupportedNumbers(withoutLabels(reply.json.commentary, labels), sources).length === 0)
      return { commentary: reply.json.commentary, partial: false, warnings: [], answers };
  }
  return { commentary: null, partial: false, warnings: ['the commentary was dropped: it stated numbers that no tool produced'], answers };
}
