import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { unsupportedNumbers } from '../numbers/number-check';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import { reviewStep } from '../review/review-step';
import { CUSTOM_SCHEMA } from './custom.schema';

const INSTRUCTIONS = loadPrompt(__dirname, 'custom');
/** Characters of an answer that serve as its summary. */
const SUMMARY_CHARACTERS = 280;

/** Serves every type without a class of its own: its configuration's description is its role. */
@AgentType('custom')
export class CustomAgent extends Agent {
  /** None of its own: what it can do is configured. */
  readonly capabilities = [];
  override readonly canReview = true;

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `{ answer, key_points }`, or the `Review` of a step that reviews. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    if (task.reviews !== undefined) return reviewStep(this.model, task, config);
    const skills = config.capabilities.length === 0 ? '' : `, and you can do: ${config.capabilities.join(', ')}`;
    const instructions = `${INSTRUCTIONS}\n\nYour name is ${config.name}${skills}.`;
    const question = { name: 'answer', instructions, request: 'Do your step.', schema: CUSTOM_SCHEMA };
    const { json, answer } = await this.model.ask<{ answer: string; key_points: string[] }>(task, config, question);
    const inputs = Object.values(task.inputs).flatMap(({ summary, output }) => [summary, JSON.stringify(output)]);
    const memories = (await task.recall()).entries.map(({ text }) => text);
    const texts = [...sourceTexts(task), config.description ?? '', ...inputs, ...memories];
    const unsupported = unsupportedNumbers([json.answer, ...json.key_points].join('\n'), { values: [], texts });
    const judged = boundedConfidence([
      { limit: 0.7, reason: 'answered in words, nothing computed' },
      ...(config.description === undefined ? [{ limit: 0.5, reason: 'the agent has no description' }] : []),
      ...(unsupported.length > 0 ? [{ limit: 0.4, reason: 'numbers without a source' }] : []),
      ...providerBounds([answer]),
    ]);
    return {
      summary: json.answer.length > SUMMARY_CHARACTERS ? `${json.answer.slice(0, SUMMARY_CHARACTERS - 1)}…` : json.answer,
      output: { ...json },
      ...judged,
      evidence: [],
      warnings: unsupported.length > 0 ? [`numbers without a source: ${unsupported.join(', ')}`] : [],
      memories: [{ type: 'context', content: json.key_points.join(' '), confidence: judged.confidence, importance: 0.4 }],
      answers: [answer],
    };
  }
}
