import type { AgentConfig } from '../../networks';
import type { AgentResult, AgentTask, Review } from '../agent';
import type { AgentModel } from '../agent-model';
import { boundedConfidence, providerBounds } from '../confidence';
import { loadPrompt } from '../prompt/load-prompt';
import { REVIEW_SCHEMA } from './review.schema';

const PROMPT = loadPrompt(__dirname, 'review');
const UNREAD: Review = { approved: true, feedback: 'Nobody has judged it: no language model was available.' };

/** Judges the work of the step that `task.reviews` names. Where no model can judge, the work passes and the result says so. */
export async function reviewStep(model: AgentModel, task: AgentTask, config: AgentConfig): Promise<AgentResult> {
  const request = `Judge the result of the step ${task.reviews}: will it do as it is?`;
  const question = { name: 'review', instructions: PROMPT, request, schema: REVIEW_SCHEMA };
  const reply = await model.askIfAvailable<Review>(task, config, question);
  const answers = reply === undefined ? [] : [reply.answer];
  // The sandbox draws its verdicts: work must not be done again for them.
  const judged = reply !== undefined && reply.answer.provider !== 'sandbox';
  const review = judged ? reply.json : UNREAD;
  const bound = !judged ? { limit: 0.3, reason: 'passed unread' } : { limit: 0.8, reason: 'judged by a language model' };
  return {
    summary: `${review.approved ? 'Approved' : 'Not approved'}: ${review.feedback}`,
    output: { task_type: 'review', ...review },
    ...boundedConfidence([bound, ...providerBounds(answers)]),
    evidence: [],
    warnings: !judged ? ['no language model was available: the work was not reviewed'] : [],
    ...(judged ? {} : { partial: true }),
    memories: [],
    review,
    answers,
  };
}
