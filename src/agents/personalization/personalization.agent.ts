import { join } from 'node:path';
import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { analyseCampaign, type CampaignFigures } from '../analytics/analyse-campaign';
import { boundedConfidence, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { loadPrompt } from '../prompt/load-prompt';
import { chooseSegments, type SegmentChoice } from './segments/choose-segments';
import { SEGMENTS_SCHEMA, type ProposedSegment } from './segments/segments.schema';
import { newSegmentId, type PersonalizationOutput } from './segments/segment';

const INSTRUCTIONS = loadPrompt(join(__dirname, 'segments'), 'segments');

/** Decides who gets what: from figures where there are any, else as a proposal of the model. */
@AgentType('personalization')
export class PersonalizationAgent extends Agent {
  readonly capabilities = ['personalization', 'segmentation', 'targeting'];
  readonly taskTypes = ['content', 'segment', 'recommendations', 'behavioural', 'template'];

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `PersonalizationOutput`. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const figures = figuresOf(task);
    const choice = figures === undefined ? undefined : chooseSegments(figures);
    return choice === undefined ? this.propose(task, config, figures !== undefined) : resultOf(choice);
  }

  private async propose(task: AgentTask, config: AgentConfig, hasFigures: boolean): Promise<AgentResult> {
    const request = 'Propose two to four segments for this step.';
    const question = { name: 'segments', instructions: INSTRUCTIONS, request, schema: SEGMENTS_SCHEMA };
    const { json, answer } = await this.model.ask<{ segments: ProposedSegment[]; rationale: string }>(task, config, question);
    const taken = new Set<string>();
    const segments = json.segments.map(({ name, audience, treatment, reason }) => ({
      ...{ id: newSegmentId(name, taken), audience, dimension: null, level: null, customers: null },
      ...{ treatment, send: true, reason, expected: null },
    }));
    const output: PersonalizationOutput = { dimension: null, segments, rationale: json.rationale };
    const missing = hasFigures ? 'the campaign data holds no dimension to segment by' : 'no campaign figures were given';
    return {
      summary: `Proposed ${segments.length} segments without data behind them.`,
      output: { ...output },
      ...boundedConfidence([{ limit: 0.4, reason: missing }, ...providerBounds([answer])]),
      evidence: [],
      warnings: [`${missing}: the segments are proposals`],
      memories: [],
      answers: [answer],
    };
  }
}

function figuresOf({ inputs, context }: AgentTask): CampaignFigures | undefined {
  const analysed = Object.values(inputs).find(({ output }) => Array.isArray(output.breakdowns) && Array.isArray(output.arms));
  if (analysed !== undefined) return analysed.output as unknown as CampaignFigures;
  return context.campaign_data === undefined ? undefined : analyseCampaign(context);
}

function resultOf({ differs, dropped, evidence, ...output }: SegmentChoice): AgentResult {
  const treatments = [...new Set(output.segments.map(({ treatment }) => treatment))];
  const summary = `${output.segments.length} segments by ${output.dimension.replaceAll('_', ' ')}, to be sent ${treatments.join(' or ')}.`;
  const judged = boundedConfidence([
    { limit: 0.9, reason: 'treatments chosen from computed figures' },
    differs
      ? { limit: 0.9, reason: `${output.dimension} changes reliably which arm is best` }
      : { limit: 0.7, reason: `${output.dimension} does not change reliably which arm is best` },
  ]);
  return {
    summary,
    output: { ...output },
    ...judged,
    evidence,
    warnings: dropped.length > 0 ? [`the smallest levels of ${output.dimension} were left out: ${dropped.join(', ')}`] : [],
    memories: [{ type: 'decision', content: `${summary} ${output.rationale}`, confidence: judged.confidence, importance: 0.7 }],
    answers: [],
  };
}
