import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import {
  costMaxOf,
  totalsOf,
  type AnswerJournal,
  type AskModel,
  type GenerateAnswer,
  type JournalQuestion,
  type ModelAttempt,
} from '../../models';
import type { Spent } from '../workflow/spent';
import type { TaskRef } from '../workflow/task';
import { readAnswer, writeAnswer } from './kept-answer';
import { newPayment, type Payment, type TaskJournal } from './task-journal';

/** Changes whenever the form of a kept answer changes, so that a new build never reads an old one. */
const VERSION = 1;
/** Milliseconds between tries to write a payment down while Redis is away. */
const PAUSES_MS = [100, 300, 900];

/** Whose questions are journalled. A new generation begins after a failure of the agent itself, and asks everything anew. */
export interface JournalPlace {
  ref: TaskRef;
  /** Id of a step, or `PLANNING`. */
  stepId: string;
  /** 1, 2, … */
  generation: number;
}

/** What a journal need know of the attempt it belongs to. */
export interface JournalledAttempt {
  /** An attempt that no other has gone before need not look for answers. */
  mayHoldAnswers: boolean;
  /** Rejects where the work is not this attempt's own any more: whoever has it now would pay for the same answer. */
  beforeAsking?: () => Promise<void>;
}

/** A question that was asked here: what it has cost, and how much of that is counted or about to be. */
interface Asked {
  field: string;
  paid: ModelAttempt[];
  noted: number;
}

/** The journal of one attempt at a step. Whoever works on the step calls `settle` before the attempt ends. */
export class StepJournal implements AnswerJournal {
  private readonly logger = new Logger(StepJournal.name);
  private readonly timesAsked = new Map<string, number>();
  private readonly asked: Asked[] = [];
  private readonly replayed: ModelAttempt[] = [];
  /** Whether data in the prompt of any answer, replayed ones included, read like instructions to the model. */
  isTainted = false;
  /** Payments that Redis does not know of yet. */
  private unwritten: Payment[] = [];

  constructor(
    private readonly journal: TaskJournal,
    private readonly place: JournalPlace,
    private readonly attempt: JournalledAttempt,
  ) {}

  /** What the answers of this attempt cost, replayed ones and questions without an answer included. */
  get spent(): Spent {
    return totalsOf([...this.replayed, ...this.asked.flatMap(({ paid }) => paid)]);
  }

  async through({ name, schema }: JournalQuestion, ask: AskModel): Promise<GenerateAnswer> {
    const field = this.fieldOf(name, schema); // before anything is awaited: its number is its place in the order of calls
    const kept = this.attempt.mayHoldAnswers ? await this.journal.find(this.place.ref, field) : undefined;
    if (kept !== undefined) {
      this.logger.log({ ...this.facts, question: name }, 'an answer that was paid before is used again');
      return this.replay(kept);
    }
    if (this.attempt.beforeAsking) await this.attempt.beforeAsking();
    const asked: Asked = { field, paid: [], noted: 0 };
    this.asked.push(asked);
    let answer: GenerateAnswer;
    try {
      answer = await ask(asked.paid);
    } catch (error) {
      await this.settle();
      throw error;
    }
    const earlier = await this.write(this.payFor(asked, writeAnswer(answer)));
    return earlier === undefined ? this.noted(answer) : this.replay(earlier);
  }

  /** Counts what has been paid and is not counted: calls that ended after their question, and what Redis was away for. */
  async settle(): Promise<void> {
    const late = this.asked.filter(({ paid, noted }) => paid.length > noted).map((asked) => this.payFor(asked, ''));
    const open = [...this.unwritten, ...late];
    this.unwritten = [];
    await Promise.all(open.map((payment) => this.write(payment)));
  }

  private get facts() {
    return { taskId: this.place.ref.taskId, stepId: this.place.stepId };
  }

  private replay(text: string): GenerateAnswer {
    const answer = readAnswer(text);
    this.replayed.push(...answer.attempts);
    return this.noted(answer);
  }

  private noted(answer: GenerateAnswer): GenerateAnswer {
    if (answer.tainted === true) this.isTainted = true;
    return answer;
  }

  private payFor(asked: Asked, answer: string): Payment {
    const paid = asked.paid.slice(asked.noted);
    const spent = { ...totalsOf(paid), costMaxMicroUsd: costMaxOf(paid) };
    asked.noted = asked.paid.length;
    return newPayment(asked.field, answer, spent);
  }

  /** The answer that holds, where an earlier one does. What cannot be written is used all the same: it is paid. */
  private async write(payment: Payment): Promise<string | undefined> {
    try {
      return await this.writePatiently(payment);
    } catch (error) {
      this.unwritten.push(payment);
      const { costMicroUsd } = payment.spent;
      this.logger.error({ ...this.facts, costMicroUsd, err: error }, 'what a model was paid could not be written down');
      return undefined;
    }
  }

  private async writePatiently(payment: Payment): Promise<string | undefined> {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await this.journal.write(this.place.ref, payment);
      } catch (error) {
        if (!(error instanceof MeshError) || !error.retryable) throw error;
        await pause(pauseMs);
      }
    }
    return this.journal.write(this.place.ref, payment);
  }

  /** `<step>:<generation>:<name>:<n>:<digest of the schema>`. */
  private fieldOf(name: string, schema: JournalQuestion['schema']): string {
    const times = (this.timesAsked.get(name) ?? 0) + 1;
    this.timesAsked.set(name, times);
    const digest = hash('sha256', `${VERSION} ${JSON.stringify(schema ?? null)}`).slice(0, 16);
    return [this.place.stepId, this.place.generation, name, times, digest].join(':');
  }
}
