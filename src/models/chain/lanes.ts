import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { BudgetExceeded, tellingRefusal } from '../cost/budgets/budget-exceeded';
import { ModelsConfig } from '../models.config';
import { InvalidOutput } from '../output/invalid-output';
import { ProviderError } from '../provider-error';
import { Selector } from '../selection/selector';
import { nameOf, type Candidate } from './candidate';
import { cancelled, exhausted } from './chain-failures';
import type { Run, Turn } from './run';
import { limitTime } from './time-limit';

/** The candidate that won, and what it came to. Its turn goes on: the caller releases its limit. */
export interface Won<T> {
  value: T;
  turn: Turn;
}

/** What candidates are asked to do. `discard` puts away what came too late. */
interface Work<T> {
  start: (turn: Turn) => Promise<T>;
  discard: (value: T) => Promise<void>;
}

/** Milliseconds in which a provider ends a call that is aborted, by its contract. */
const STOP_MS = 100;

type Outcome<T> = { turn: Turn; value: T } | { turn: Turn; error: unknown };

/** Milliseconds that retries of one model may wait for while others could answer instead, and when nobody else can. */
const PATIENCE_MS = 2_000;
const LAST_PATIENCE_MS = 10_000;
/** The sandbox needs no time, but must not be refused for want of it. */
const SANDBOX_MS = 1_000;

/**
 * Asks the candidates of a run one after the other until one succeeds. Where hedging is on, the next is asked beside the
 * first once that has been silent for too long; the first success wins and the other is stopped.
 */
@Injectable()
export class Lanes {
  private readonly logger = new Logger(Lanes.name);

  constructor(
    private readonly config: ModelsConfig,
    private readonly selector: Selector,
  ) {}

  /** @throws MeshError `provider-chain-exhausted`, `generate-cancelled` or a budget's refusal. */
  async first<T>(run: Run, work: Work<T>): Promise<Won<T>> {
    const running = new Map<Turn, Promise<Outcome<T>>>();
    const launch = (): boolean => {
      const turn = this.nextTurn(run);
      if (turn !== undefined) running.set(turn, settle(turn, work.start(turn)));
      return turn !== undefined;
    };
    try {
      for (;;) {
        if (run.signal.aborted) throw cancelled();
        if (running.size === 0 && !launch()) throw exhausted(run);
        const outcome = await this.next(run, running);
        if (outcome === 'silent') {
          launch();
          continue;
        }
        running.delete(outcome.turn);
        if ('value' in outcome) {
          await this.stopAll(running, work);
          return outcome;
        }
        outcome.turn.limit.release();
        this.noteFailure(run, outcome.turn.candidate, outcome.error);
      }
    } finally {
      void this.stopAll(running, work);
    }
  }

  /** Stops those that lost; resolves when what they took is written down, or soon after they should have been. */
  private async stopAll<T>(running: Map<Turn, Promise<Outcome<T>>>, work: Work<T>): Promise<void> {
    if (running.size === 0) return;
    const stopped = [...running].map(([turn, outcome]) => stop(turn, outcome, work.discard));
    running.clear();
    const late = new AbortController();
    await Promise.race([Promise.all(stopped), pause(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }

  /** The next thing that happens: a turn ends, or the only one has been silent for too long. */
  private async next<T>(run: Run, running: Map<Turn, Promise<Outcome<T>>>): Promise<Outcome<T> | 'silent'> {
    const turns = [...running.values()];
    const [only] = turns;
    const hedges = this.config.hedgeAfterMs > 0 && turns.length === 1 && run.waiting.length > 0;
    if (only !== undefined && turns.length === 1 && !hedges) return only;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<'silent'>((resolve) => {
      if (hedges) timer = setTimeout(resolve, this.config.hedgeAfterMs, 'silent');
    });
    return Promise.race([...turns, silence]).finally(() => clearTimeout(timer));
  }

  private nextTurn(run: Run): Turn | undefined {
    const [candidate] = run.waiting;
    if (candidate === undefined) return undefined;
    const leftMs = run.deadlineAtMs - Date.now();
    const shareMs = candidate.provider === 'sandbox' ? Math.max(leftMs, SANDBOX_MS) : share(leftMs, run.waiting);
    if (shareMs <= 0) return undefined;
    run.waiting.shift();
    const patienceMs = Math.min(shareMs, run.waiting.some(isPaid) ? PATIENCE_MS : LAST_PATIENCE_MS);
    return { run, candidate, limit: limitTime(run.signal, shareMs), retryUntilMs: Date.now() + patienceMs };
  }

  private noteFailure(run: Run, candidate: Candidate, error: unknown): void {
    if (run.signal.aborted) throw cancelled();
    // What is neither a model's nor a budget's failing is ours: nobody else would do better.
    const isTheirs = error instanceof ProviderError || error instanceof InvalidOutput || error instanceof BudgetExceeded;
    if (!isTheirs) throw error;
    run.failures.push(error);
    if (error instanceof BudgetExceeded) this.afterRefusal(run, error);
    const { requestId, taskId, stepId } = run.scope;
    this.logger.warn({ requestId, taskId, stepId, model: nameOf(candidate), code: error.code }, 'model candidate failed');
  }

  /** A budget that prefers cheaper models to none gets them, once; every other refusal is the end of the run. */
  private afterRefusal(run: Run, refusal: BudgetExceeded): void {
    if (refusal.code === 'budget-price-unknown') {
      if (run.waiting.length === 0) throw tellingRefusal(run.failures, refusal);
      return;
    }
    if (refusal.onExceeded !== 'cheapest') throw refusal;
    if (!run.economising) {
      run.economising = true;
      const tried = new Set(run.attempts.map(nameOf));
      run.waiting = this.selector.cheaperThan(run.selected, Infinity).filter((candidate) => !tried.has(nameOf(candidate)));
    }
    if (run.waiting.length === 0) throw tellingRefusal(run.failures, refusal);
  }
}

async function settle<T>(turn: Turn, work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { turn, value: await work };
  } catch (error) {
    return { turn, error };
  }
}

/** Stops a turn that lost, and puts away what it may yet bring. */
async function stop<T>(turn: Turn, outcome: Promise<Outcome<T>>, discard: (value: T) => Promise<void>): Promise<void> {
  turn.limit.abort(new DOMException('another model was faster', 'AbortError'));
  const late = await outcome;
  if ('value' in late) await discard(late.value);
  turn.limit.release();
}

/** Half of what is left while others wait behind, so that one that hangs cannot take the deadline of all. */
function share(leftMs: number, [, ...behind]: readonly Candidate[]): number {
  return behind.some(isPaid) ? leftMs / 2 : leftMs;
}

function isPaid({ provider }: Candidate): boolean {
  return provider !== 'sandbox';
}
