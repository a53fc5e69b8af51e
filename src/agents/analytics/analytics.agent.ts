import type { OnModuleDestroy } from '@nestjs/common';
import { Datasets } from '../../datasets';
import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, providerBounds } from '../confidence';
import type { AgentConfig } from '../../networks';
import { loadPrompt } from '../prompt/load-prompt';
import { sourceTexts } from '../prompt/task-blocks';
import { taskTypeOf } from '../task-type';
import { unsupportedNumbers } from '../numbers/number-check';
import { analyseRows } from './analyse-rows';
import { analysisBounds, analysisWarnings, outputOf } from './analysis-result';
import { analysisFindings } from './analysis-findings';
import { analysisLabels } from './analysis-labels';
import type { AnalyticsTaskType } from './analytics-output';
import { ChartRenderer } from './charts/chart-renderer';
import { drawCharts } from './charts/draw-charts';
import { commentaryOn } from './commentary';
import { ANSWER_SCHEMA } from './commentary.schema';
import { givenRows } from './read-source';
import { TASK_TYPES } from './task-types';

const INSTRUCTIONS = loadPrompt(__dirname, 'analytics');
/** Main findings are what later tasks ask for first. */
const FACT = { type: 'fact', importance: 0.8 } as const;
/** Findings worth remembering, main one first. */
const FACTS_KEPT = 5;

/** Analyses rows: figures, findings and charts by code, commentary by the model. */
@AgentType('analytics')
export class AnalyticsAgent extends Agent implements OnModuleDestroy {
  readonly capabilities = ['analytics', 'campaign_analysis', 'statistics', 'reporting', 'forecasting', 'audience_analysis'];
  readonly taskTypes = TASK_TYPES.map(({ type }) => type);
  private readonly renderer = new ChartRenderer();

  constructor(
    private readonly model: AgentModel,
    private readonly datasets: Datasets,
  ) {
    super();
  }

  /** Ends the thread that draws. */
  onModuleDestroy(): void {
    this.renderer.stop();
  }

  /** Output: `AnalyticsOutput`, or `{ task_type, answer, data_needed }` where the context names no rows. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const taskType = taskTypeOf(task, TASK_TYPES);
    const given = await givenRows(task, this.datasets);
    if (given.kind === 'none') return this.answerWithoutRows(task, config, taskType);
    const named = isNamed(task.context.task_type, taskType);
    const analysis = await analyseRows(given, { context: task.context, taskType, named, signal: task.signal });
    const { all: found, main, evidence } = analysisFindings(analysis);
    const labels = analysisLabels(analysis);
    const [charts, { commentary, partial, warnings, answers }] = await Promise.all([
      drawCharts(analysis, this.renderer),
      commentaryOn(this.model, task, config, { instructions: INSTRUCTIONS, findings: found, evidence, labels }),
    ]);
    const undrawn = charts.filter(({ svg }) => svg === null).map(({ id }) => id);
    return {
      summary: main
        .slice(0, 2)
        .map(({ sentence }) => sentence)
        .join(' '),
      output: { ...outputOf(analysis), charts, findings: found, commentary },
      ...boundedConfidence([...analysisBounds(analysis), ...providerBounds(answers)]),
      evidence,
      warnings: [
        ...analysisWarnings(analysis),
        ...(undrawn.length > 0 ? [`not drawn, only specified: ${undrawn.join(', ')}`] : []),
        ...warnings,
      ],
      ...(partial ? { partial } : {}),
      memories: main
        .slice(0, FACTS_KEPT)
        .map(({ sentence }) => ({ ...FACT, content: sentence, confidence: analysis.figures?.sample_ratio.passed === false ? 0.3 : 0.95 })),
      answers,
    };
  }

  private async answerWithoutRows(task: AgentTask, config: AgentConfig, taskType: AnalyticsTaskType): Promise<AgentResult> {
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
      output: { task_type: taskType, ...json },
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

/** Whether the caller named the task type, for all agents or for this one: then what it needs must be there. */
function isNamed(given: unknown, taskType: AnalyticsTaskType): boolean {
  return given === taskType || (typeof given === 'object' && given !== null && Object.values(given).includes(taskType));
}
