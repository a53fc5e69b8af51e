import { setImmediate as breath } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MeshError, problemOfFailure, type Problem } from '../../errors';
import { noLiveSession, SessionsService } from '../../memory';
import { NetworksService } from '../../networks';
import { newIdIn } from '../../redis';
import { DangerousInput, MeshLimits, validationFailed, type Principal } from '../../security';
import { SubmitTaskDto } from '../dto/submit-task.dto';
import { FairSchedule } from '../schedule/fair/fair-schedule';
import type { Entered } from '../schedule/fair/scheduled-task';
import type { MeshJob } from '../schedule/job';
import { JobQueue } from '../schedule/job.queue';
import { queueFull } from '../schedule/queue-full';
import { scheduled } from '../schedule/scheduled';
import { TaskDocuments, type DocumentMaker } from '../task-documents';
import { isFinal, type TaskDocument, type TaskRef } from '../workflow/task';
import { TaskStore } from '../workflow/task.store';
import type { BatchRef } from './batch';
import { BatchStore } from './batch.store';

/** Tasks that are validated before other requests get their turn. */
const TAKEN_AT_ONCE = 25;

/** A task of a batch that may be stored. */
interface Item {
  index: number;
  ref: TaskRef;
  document: TaskDocument;
  status: 'pending' | 'queued';
}

/** What became of one task of a request. */
export type BatchOutcome = { index: number } & ({ taskId: string } | { problem: Problem });

/** Takes in many tasks of one request: each is accepted or refused for itself, in a fixed number of rounds with Redis. */
@Injectable()
export class BatchSubmission {
  constructor(
    private readonly networks: NetworksService,
    private readonly documents: TaskDocuments,
    private readonly sessions: SessionsService,
    private readonly schedule: FairSchedule,
    private readonly tasks: TaskStore,
    private readonly batches: BatchStore,
    private readonly queue: JobQueue,
    private readonly limits: MeshLimits,
    private readonly dangers: DangerousInput,
  ) {}

  /**
   * The same `seed` submits the same tasks, however often: what a request that broke off has stored is not stored again.
   * @throws MeshError 404 for the network; 422 or 429 where the tenant or the key may not submit so many; 503 when it cannot be told what was stored.
   */
  async submit(
    principal: Principal,
    networkId: string,
    bodies: readonly unknown[],
    seed?: string,
  ): Promise<{ ref: BatchRef; outcomes: BatchOutcome[] }> {
    const network = await this.networks.get(principal.tenantId, networkId);
    await Promise.all([this.limits.assertBatch(principal, bodies.length), this.limits.assertTokens(principal)]);
    const ref: BatchRef = { tenantId: principal.tenantId, networkId, batchId: newIdIn('batch', networkId, seed) };
    const problems = new Map<number, Problem>();
    const items: Item[] = [];
    const maker = this.documents.makerFor(principal, network);
    const take = async (body: unknown, index: number): Promise<void> => {
      const taskId = newIdIn('task', networkId, seed === undefined ? undefined : `${seed} ${index}`);
      await this.itemOf(body, index, { ...ref, taskId }, maker).then(
        (item) => void items.push(item),
        (error: unknown) => void problems.set(index, refusalOf(error)),
      );
    };
    for (let from = 0; from < bodies.length; from += TAKEN_AT_ONCE) {
      await Promise.all(bodies.slice(from, from + TAKEN_AT_ONCE).map((body, at) => take(body, from + at)));
      await breath();
    }
    await this.limits.takeTasks(principal, items.length);
    items.sort((one, other) => one.index - other.index);
    await this.batches.create(ref, bodies.length, principal.userId);
    await this.store(await this.owned(items, problems), problems);
    await this.batches.close(ref);
    const taskIds = new Map(items.map((item) => [item.index, item.ref.taskId]));
    const outcomes = bodies.map((_body, index): BatchOutcome => {
      const problem = problems.get(index);
      return problem ? { index, problem } : { index, taskId: taskIds.get(index) as string };
    });
    return { ref, outcomes };
  }

  private async itemOf(body: unknown, index: number, ref: TaskRef & BatchRef, maker: DocumentMaker): Promise<Item> {
    const { tenantId, networkId, taskId, batchId } = ref;
    const { instance, faults } = await this.dangers.validated(SubmitTaskDto, body, tenantId);
    if (instance === undefined || faults.length > 0) throw validationFailed(faults);
    const document = { ...(await maker(instance, Date.now())), batchId, batchIndex: index };
    return { index, ref: { tenantId, networkId, taskId }, document, status: (instance.auto_start ?? true) ? 'queued' : 'pending' };
  }

  /** Notes the tasks of sessions with them; those of none that lives are refused. */
  private async owned(items: readonly Item[], problems: Map<number, Problem>): Promise<Item[]> {
    await Promise.all(
      items.map(async ({ index, ref, document: { sessionId } }) => {
        if (sessionId === undefined) return;
        await this.sessions.own(ref, sessionId, 'tasks', ref.taskId).catch((error: unknown) => void problems.set(index, refusalOf(error)));
      }),
    );
    return items.filter(({ index }) => !problems.has(index));
  }

  private async store(items: readonly Item[], problems: Map<number, Problem>): Promise<void> {
    const nowMs = Date.now();
    // Before they are stored, so that no crash can leave a task that nobody looks after.
    const entered = await this.entered(items);
    const admitted = items.filter(({ index }) => {
      const verdict = entered.get(index);
      if (verdict?.verdict === 'full') problems.set(index, problemOfFailure(queueFull(verdict.retryAfterSeconds)));
      return verdict?.verdict !== 'full';
    });
    const starts = await Promise.all(admitted.map((item) => this.storeOne(item, nowMs, entered.get(item.index), problems)));
    await this.queue.add(starts.filter((job) => job !== undefined)).catch(() => undefined); // the reconciler finds them
  }

  private async entered(items: readonly Item[]): Promise<Map<number, Entered>> {
    const queued = items.filter(({ status }) => status === 'queued');
    const verdicts = await this.schedule.enterAll(queued.map(({ ref, document }) => scheduled(ref, document)));
    return new Map(queued.map(({ index }, at) => [index, verdicts[at] as Entered]));
  }

  private async storeOne(
    { index, ref, document, status }: Item,
    nowMs: number,
    entered: Entered | undefined,
    problems: Map<number, Problem>,
  ): Promise<MeshJob | undefined> {
    if (entered === undefined && document.deadline !== undefined) await this.schedule.supervise(ref, Date.parse(document.deadline));
    const submitted = await this.tasks.submit(ref, document, status, nowMs);
    if (submitted === 'session-over') {
      await this.schedule.forget(ref);
      problems.set(index, problemOfFailure(noLiveSession()));
      return undefined;
    }
    if (submitted === 'known') {
      const standing = await this.tasks.status(ref);
      if (standing === undefined || isFinal(standing)) await this.schedule.forget(ref);
      return undefined; // if it was not queued, the reconciler finds it
    }
    return entered?.verdict === 'run' ? { kind: 'start', ref, priority: document.priority, share: entered.share } : undefined;
  }
}

/** The problem of a task that is refused. What hit the request and not the task, such as an outage, ends the whole request. */
function refusalOf(error: unknown): Problem {
  if (!(error instanceof MeshError) || error.kind === 'unavailable' || error.kind === 'internal') throw error;
  return problemOfFailure(error);
}
