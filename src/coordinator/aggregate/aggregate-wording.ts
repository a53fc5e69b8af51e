import { Injectable, Logger } from '@nestjs/common';
import { unsupportedNumbers, WORDING_PROMPT, WORDING_SCHEMA, type Wording } from '../../agents';
import { MeshError } from '../../errors';
import { FENCE_RULE, ModelsService, newFenceMark, type AnswerJournal, type GenerateAnswer } from '../../models';
import { StepJournal } from '../journal/step-journal';
import { FINISHING, TaskJournal } from '../journal/task-journal';
import { AttemptSignals, isCalledOff } from '../workflow/attempt-signals';
import { TaskClaims } from '../workflow/task-claims';
import type { TaskRecord } from '../workflow/task';
import { deadlineOf } from '../workflow/task-limits';
import { providerOf, type TaskResult } from './task-result';
import { wordingQuestion } from './wording-question';

const SYSTEM = WORDING_PROMPT.followedBy(FENCE_RULE).text;
/** Milliseconds a finished task waits for its words at most. */
const WORDING_TIMEOUT_MS = 30_000;

/** Has a model draw the sections of a result together, where none of them does so already. */
@Injectable()
export class AggregateWording {
  private readonly logger = new Logger(AggregateWording.name);

  constructor(
    private readonly models: ModelsService,
    private readonly journals: TaskJournal,
    private readonly signals: AttemptSignals,
    private readonly claims: TaskClaims,
  ) {}

  /**
   * The result in the words of a model: its summary, what matters most, and how it reads the conflicts. The result as it is where
   * no model may be asked, none answers in time, or one states a number that no result states: a task never fails for want of
   * words. Undefined while another process has it worded, which then ends the task. @throws MeshError `redis-unavailable`, or
   * that it was called off.
   */
  async worded(task: TaskRecord, result: TaskResult): Promise<TaskResult | undefined> {
    if (!this.isWanted(task, result)) return result;
    const { signal, callOff, release } = this.signals.signalFor(task.ref, WORDING_TIMEOUT_MS, deadlineOf(task));
    try {
      const letGo = await this.claims.take(task.ref, 'wording', callOff);
      return letGo && (await this.askedFor(task, result, signal).finally(letGo));
    } finally {
      release();
    }
  }

  /** Whether a model may be asked for words, and there is something to draw together. */
  isWanted({ plan, document, costMicroUsd }: TaskRecord, { sections }: TaskResult): boolean {
    if (this.models.sandboxOnly) return false;
    const reviews = new Set(plan?.steps.filter((step) => step.reviews !== undefined).map(({ stepId }) => stepId));
    const work = sections.filter(({ step_id }) => !reviews.has(step_id));
    const isSaid = work.some(({ agent_type }) => agent_type === 'coordinator');
    const isSpent = document.maxCostMicroUsd !== undefined && (costMicroUsd === null || costMicroUsd >= document.maxCostMicroUsd);
    return work.length > 1 && !isSaid && !isSpent;
  }

  private async askedFor(task: TaskRecord, result: TaskResult, signal: AbortSignal): Promise<TaskResult> {
    const place = { ref: task.ref, stepId: FINISHING, generation: task.run + 1 };
    const journal = new StepJournal(this.journals, place, { mayHoldAnswers: true });
    try {
      return withWords(task, result, await this.ask(task, result, journal, signal));
    } catch (error) {
      // Nobody waits for it, or another has it worded, or this process stops.
      if (signal.reason instanceof MeshError && isCalledOff(signal.reason)) throw signal.reason;
      const code = error instanceof MeshError ? error.code : 'unknown';
      this.logger.warn({ taskId: task.ref.taskId, code, err: error }, 'a result keeps the words of its steps');
      return result;
    } finally {
      await journal.settle();
    }
  }

  private ask({ ref, document }: TaskRecord, result: TaskResult, journal: AnswerJournal, signal: AbortSignal): Promise<GenerateAnswer> {
    const question = { name: 'wording', schema: WORDING_SCHEMA };
    const dataMark = newFenceMark();
    const content = wordingQuestion(document.task, result, dataMark);
    return journal.through(question, (paid) =>
      this.models.generate(
        { ...ref, userId: document.createdBy, keyId: document.keyId, paid },
        {
          system: SYSTEM,
          messages: [{ role: 'user', content }],
          dataMark,
          callerWords: [document.task],
          format: { type: 'json_schema', ...question },
          taskType: 'summary',
          cache: 'off',
          model: document.model,
          timeoutMs: WORDING_TIMEOUT_MS,
        },
        signal,
      ),
    );
  }
}

function withWords(task: TaskRecord, result: TaskResult, { json, provider }: GenerateAnswer): TaskResult {
  if (provider === 'sandbox') return result; // its words mean nothing
  const wording = json as Wording;
  const unsupported = unsupportedNumbers(Object.values(wording).flat().join('\n'), sourcesOf(task));
  if (unsupported.length > 0) {
    const warning = `the summary of a model was dropped: it stated numbers without a source (${unsupported.join(', ')})`;
    return { ...result, warnings: [...result.warnings, warning] };
  }
  const providers = [...new Set([...result.providers, provider])];
  return { ...result, ...wording, providers, provider: providerOf(providers) };
}

/** Numbers may be repeated from the goal and from what steps computed or said in sentences or figures. */
function sourcesOf({ document, steps }: TaskRecord): { values: number[]; texts: string[] } {
  const results = [...steps.values()].flatMap(({ result }) => (result === undefined ? [] : [result]));
  return {
    values: results.flatMap(({ evidence }) => evidence.map(({ value }) => value)),
    texts: [document.task, ...results.flatMap(({ summary, output }) => [summary, JSON.stringify(output['findings'] ?? output)])],
  };
}
