import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import { unsupportedNumbers } from '../numbers/number-check';
import { analyseCampaign, type CampaignFigures } from './analyse-campaign';
import { campaignEvidence } from './campaign-evidence';
import { commentaryOn } from './commentary';
import { ANSWER_SCHEMA } from './commentary.schema';
import { findings, leadingArm } from './findings';

const INSTRUCTIONS = loadPrompt(__dirname, 'analytics');
/** Main findings are what later tasks ask for first. */
const FACT = { type: 'fact', importance: 0.8 } as const;
/** Findings worth remembering, main one first. */
const FACTS_KEPT = 5;

/** Analyses a campaign from its rows: figures and findings by code, commentary by the model. */
@AgentType('analytics')
export class AnalyticsAgent extends Agent {
  readonly capabilities = ['analytics', 'campaign_analysis', 'statistics', 'reporting'];
  readonly taskTypes = ['performance', 'trends', 'audience', 'comparison', 'prediction'];

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `AnalyticsOutput`, or `{ answer, data_needed }` where the context holds no campaign_data. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    if (task.context.campaign_data === undefined) return this.answerWithoutRows(task, config);
    const figures = analyseCampaign(task.context);
    const book = campaignEvidence(figures);
    const { all: found, main } = findings(figures, book);
    const evidence = book.all();
    const { commentary, warnings, answers } = await commentaryOn(this.model, task, config, {
      instructions: INSTRUCTIONS,
      findings: found,
      evidence,
    });
    const judged = boundedConfidence([...figureBounds(figures), ...providerBounds(answers)]);
    return {
      summary: main
        .slice(0, 2)
        .map(({ sentence }) => sentence)
        .join(' '),
      output: { ...figures, findings: found, commentary },
      ...judged,
      evidence,
      warnings: [...figureWarnings(figures), ...warnings],
      memories: found
        .slice(0, FACTS_KEPT)
        .map(({ sentence }) => ({ ...FACT, content: sentence, confidence: figures.sample_ratio.passed ? 0.95 : 0.3 })),
      answers,
    };
  }

  private async answerWithoutRows(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    const request = 'Answer the step in words. There are no figures to work from: say what would settle the question.';
    const { json, answer } = await this.model.ask<{ answer: string; data_needed: string[] }>(task, config, {
      name: 'analytics_answer',
      instructions: INSTRUCTIONS,
      request,
      schema: ANSWER_SCHEMA,
    });
    const inputs = Object.values(task.inputs).flatMap(({ summary, output }) => [summary, JSON.stringify(output)]);
    const unsupported = unsupportedNumbers(json.answer, { values: [], texts: [...sourceTexts(task), ...inputs] });
    return {
      summary: json.answer,
      output: { ...json },
      ...boundedConfidence([{ limit: 0.3, reason: 'no campaign data was given' }, ...providerBounds([answer])]),
      evidence: [],
      warnings: [
        'no context.campaign_data was given: nothing was computed',
        ...(unsupported.length > 0 ? [`numbers without a source: ${unsupported.join(', ')}`] : []),
      ],
      memories: [],
      answers: [answer],
    };
  }
}

function figureBounds(figures: CampaignFigures): { limit: number; reason: string }[] {
  const leader = leadingArm(figures, figures.metric);
  const clear = figures.comparisons.some(
    (one) => one.metric === figures.metric && (one.arm === leader || one.against === leader) && one.p_adjusted < 0.05,
  );
  return [
    { limit: 0.95, reason: 'figures computed from campaign data' },
    figures.sample_ratio.passed ? { limit: 0.95, reason: 'arms split as planned' } : { limit: 0.3, reason: 'arms not split as planned' },
    ...(figures.control === null ? [{ limit: 0.7, reason: 'no control arm' }] : []),
    clear ? { limit: 0.95, reason: `${leader} leads significantly` } : { limit: 0.6, reason: 'no arm leads significantly' },
  ];
}

function figureWarnings(figures: CampaignFigures): string[] {
  return [
    ...(figures.skipped_dimensions.length > 0 ? [`too many levels to break down by: ${figures.skipped_dimensions.join(', ')}`] : []),
    ...(figures.control === null ? ['no control arm was named or recognised: effects of sending at all are unknown'] : []),
    ...(figures.sample_ratio.passed
      ? []
      : ['the sizes of the arms do not fit the planned split: check how customers were assigned before acting']),
  ];
}
