import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { unsupportedNumbers } from '../numbers/number-check';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import { reviewStep } from '../review/review-step';
import { SYNTHESIS_SCHEMA } from './coordinator.schema';

const PROMPT = loadPrompt(__dirname, 'coordinator');

/** What the coordinator puts into `AgentResult.output`. */
interface Synthesis {
  summary: string;
  highlights: string[];
  gaps: string[];
}

/** Draws the results of the other steps together, or reviews them; without a model the results' own summaries stand. */
@AgentType('coordinator')
export class CoordinatorAgent extends Agent {
  readonly capabilities = ['coordination', 'synthesis', 'review'];
  readonly taskTypes = ['synthesis', 'review'];
  override readonly canReview = true;

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `Synthesis`, or the `Review` of a step that reviews. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    if (task.reviews !== undefined) return reviewStep(this.model, task, config);
    const request = 'Draw the results together: what do they say about the goal, and what is missing?';
    const question = { name: 'synthesis', instructions: PROMPT, request, schema: SYNTHESIS_SCHEMA };
    const given = Object.keys(task.inputs).length;
    const reply = await this.model.askIfAvailable<Synthesis>(task, config, question);
    const answers = reply === undefined ? [] : [reply.answer];
    const unsupported =
      reply === undefined ? [] : unsupportedNumbers(Object.values(reply.json).flat().join('\n'), { values: [], texts: statedIn(task) });
    const worded = reply !== undefined && unsupported.length === 0;
    const output = worded ? reply.json : fromSummaries(task);
    return {
      summary: output.summary,
      output: { task_type: 'synthesis', ...output },
      ...boundedConfidence([
        given > 0
          ? { limit: 0.85, reason: `stands on ${given} earlier results` }
          : { limit: 0.4, reason: 'no earlier results to stand on' },
        ...(worded ? providerBounds(answers) : [{ limit: 0.6, reason: 'drawn together without a model' }]),
      ]),
      evidence: [],
      warnings: [
        ...(reply === undefined ? ['no language model was available: the summaries of the steps stand as they are'] : []),
        ...(unsupported.length > 0 ? [`the synthesis was dropped: it stated numbers without a source (${unsupported.join(', ')})`] : []),
      ],
      ...(reply === undefined ? { partial: true } : {}),
      memories: [],
      answers,
    };
  }
}

function fromSummaries(task: AgentTask): Synthesis {
  const summaries = Object.values(task.inputs).map(({ summary }) => summary);
  if (summaries.length === 0) return { summary: 'There are no results to draw together.', highlights: [], gaps: [task.task] };
  return { summary: summaries.join(' '), highlights: summaries, gaps: [] };
}

/** Numbers may be repeated from the task and from what steps said in sentences or figures. */
function statedIn(task: AgentTask): string[] {
  return [
    ...sourceTexts(task),
    ...Object.values(task.inputs).flatMap(({ summary, output }) => [summary, JSON.stringify(output.findings ?? output)]),
  ];
}
