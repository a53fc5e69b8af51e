import type { Claimed } from '../../src/coordinator/workflow/claim';
import { isFinal, type TaskRecord } from '../../src/coordinator/workflow/task';
import { randomFrom } from '../random';
import { type DrivenTask, FAILURE } from './driven-task';

/** A lease that lapses before anybody can renew it. */
const SHORT_LEASE_MS = 2;
const LONG_LEASE_MS = 60_000;
const CANDIDATES = ['one', 'two', 'three'].map((name) => ({ agentId: `agent_${name}`, type: 'content', limit: 2 }));

/** How likely each fate of a claimed step is, out of 1; what is left is a result. */
const FATES = { dies: 0.15, sleeps: 0.12, failsForNow: 0.12, failsForGood: 0.06 };
const GOES_ON = 0.5;
const REVISES = 0.3;
const REJECTS = 0.15;

/** What becomes of a worker once it has a step. */
interface Fate {
  dies: boolean;
  sleeps: boolean;
  leaseMs: number;
}

/**
 * Workers that move one task at the same time until it has ended: they take any step they can get, work on it, fail, die without a word, or wake up
 * long after their lease has lapsed and report all the same.
 */
export class SimulatedWorkers {
  private readonly random: () => number;
  private readonly asleep: { stepId: string; claimed: Claimed }[] = [];
  /** Claims by `step attempt`: each must be had once. */
  readonly claims: string[] = [];

  constructor(
    private readonly task: DrivenTask,
    seed: number,
    private readonly cancels: boolean,
  ) {
    this.random = randomFrom(seed);
  }

  async run(workers: number): Promise<void> {
    await Promise.all(Array.from({ length: workers }, () => this.work()));
    for (const { stepId, claimed } of this.asleep) await this.report(stepId, claimed);
  }

  private async work(): Promise<void> {
    for (;;) {
      const record = await this.task.record();
      if (isFinal(record.status)) return;
      await this.act(record);
    }
  }

  private async act(record: TaskRecord): Promise<void> {
    if (this.cancels && this.random() < 0.01) return void (await this.end('cancelled'));
    if (this.asleep.length > 0 && this.random() < 0.2) {
      const { stepId, claimed } = this.asleep.shift() as { stepId: string; claimed: Claimed };
      return this.report(stepId, claimed);
    }
    const [stepId, { status }] = this.choose(record);
    if (status === 'awaiting_approval') return this.decide(stepId);
    const fate = this.fate();
    const claimed = await this.task.claim(stepId, { leaseMs: fate.leaseMs, candidates: CANDIDATES });
    if ('why' in claimed) return void (await this.end('completed')); // refused as long as a step is left
    await this.meet(fate, stepId, claimed);
  }

  private fate(): Fate {
    const drawn = this.random();
    const isLost = drawn < FATES.dies + FATES.sleeps;
    return { dies: drawn < FATES.dies, sleeps: isLost, leaseMs: isLost ? SHORT_LEASE_MS : LONG_LEASE_MS };
  }

  private async meet({ dies, sleeps }: Fate, stepId: string, claimed: Claimed): Promise<void> {
    this.claims.push(`${stepId} ${claimed.attempt}`);
    if (dies) return;
    if (sleeps) this.asleep.push({ stepId, claimed });
    else await this.report(stepId, claimed);
  }

  private choose({ steps }: TaskRecord): [string, { status: string }] {
    const all = [...steps];
    const open = all.filter(([, { status }]) => status === 'ready' || status === 'running' || status === 'awaiting_approval');
    const some = open.length > 0 && this.random() < 0.9 ? open : all;
    return some[Math.floor(this.random() * some.length)] as [string, { status: string }];
  }

  private async report(stepId: string, claimed: Claimed): Promise<void> {
    const fate = this.random();
    if (fate < FATES.failsForGood) return void (await this.task.fail(stepId, claimed, undefined, false, false));
    if (fate < FATES.failsForGood + FATES.failsForNow) return void (await this.task.fail(stepId, claimed, 0, false, false));
    const { workflow } = this.task.document;
    const reviewed = workflow.find((step) => step.stepId === stepId)?.reviews;
    const revise = this.random() < REVISES ? reviewed : undefined;
    const next = this.fate();
    // It may go on with any of what this makes possible, or with none.
    const own = workflow
      .filter(() => this.random() < GOES_ON)
      .map((step) => ({ ...this.task.requestFor(step.stepId), candidates: CANDIDATES, isQuick: this.random() < 0.5 }));
    const change = await this.task.complete(stepId, claimed, `${stepId} ${claimed.attempt}`, revise, own, next.leaseMs);
    if (change.stopped) return;
    await Promise.all(change.ready.map(async (ready) => ready.claimed && this.meet(next, ready.stepId, ready.claimed)));
  }

  private async decide(stepId: string): Promise<void> {
    await this.task.decide(stepId, this.random() < REJECTS ? 'reject' : 'approve').catch((error: { code?: string }) => {
      if (error.code !== 'step-not-waiting') throw error; // another was faster
    });
  }

  private end(status: 'completed' | 'cancelled'): Promise<unknown> {
    const outcome = status === 'completed' ? { result: {} } : { error: FAILURE };
    return this.task.tasks.end(this.task.ref, status, outcome, `task.${status}`, {});
  }
}
