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
import { statementsIn, summaryOf } from './own-answer';
import { exampleInstructions, outputSchemaOf } from './own-parameters';

const PROMPT = loadPrompt(__dirname, 'custom');

/** Serves every type without a class of its own: description, capabilities and parameters are all it knows of its role. */
@AgentType('custom')
export class CustomAgent extends Agent {
  /** None of its own: what it can do is configured. */
  readonly capabilities = [];
  readonly taskTypes = ['answer', 'review'];
  override readonly canReview = true;

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: by the agent's `output_schema`, else `{ answer, key_points }`; the `Review` of a step that reviews. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    if (task.reviews !== undefined) return reviewStep(this.model, task, config);
    const own = outputSchemaOf(config);
    const question = { name: 'answer', instructions: instructionsFor(config), request: 'Do your step.', schema: own ?? CUSTOM_SCHEMA };
    const { json, answer } = await this.model.ask<Record<string, unknown>>(task, config, question);
    const unsupported = unsupportedNumbers(statementsIn(json).join('\n'), { values: [], texts: await this.sourcesOf(task, config) });
    const judged = boundedConfidence([
      { limit: 0.7, reason: 'answered in words, nothing computed' },
      ...(config.description === undefined ? [{ limit: 0.5, reason: 'the agent has no description' }] : []),
      ...(unsupported.length > 0 ? [{ limit: 0.4, reason: 'numbers without a source' }] : []),
      ...providerBounds([answer]),
    ]);
    const summary = summaryOf(json);
    const points = own === undefined ? (json.key_points as string[]).join(' ') : summary;
    return {
      summary,
      // What somebody else has laid down the form of gets no field of ours.
      output: own === undefined ? { task_type: 'answer', ...json } : json,
      ...judged,
      evidence: [],
      warnings: unsupported.length > 0 ? [`numbers without a source: ${unsupported.join(', ')}`] : [],
      memories: [{ type: 'context', content: points, confidence: judged.confidence, importance: 0.4 }],
      answers: [answer],
    };
  }

  /** What numbers may be repeated from. */
  private async sourcesOf(task: AgentTask, { description = '', parameters }: AgentConfig): Promise<string[]> {
    const inputs = Object.values(task.inputs).flatMap(({ summary, output }) => [summary, JSON.stringify(output)]);
    const memories = (await task.recall()).entries.map(({ text }) => text);
    return [...sourceTexts(task), description, parameters.instructions ?? '', ...inputs, ...memories];
  }
}

function instructionsFor({ name, capabilities, parameters }: AgentConfig) {
  const skills = capabilities.length === 0 ? '' : `, and you can do: ${capabilities.join(', ')}`;
  return PROMPT.followedBy(`Your name is ${name}${skills}.`, ...exampleInstructions(parameters.examples));
}
