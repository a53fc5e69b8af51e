import { Injectable } from '@nestjs/common';
import { notFound } from '../../errors';
import { networkOf, type Page } from '../../redis';
import type { Principal } from '../../security';
import { TaskLists, type ListRequest } from '../lists/task-lists';
import type { TaskSummary } from '../lists/task-summary';
import { isFinal } from '../workflow/task';
import { Workflow } from '../workflow/workflow';
import type { Batch, BatchRef } from './batch';
import { BatchStore } from './batch.store';

/** Milliseconds that a submission may take; one that is not closed by then broke off. */
const SUBMITTED_MS = 60_000;
const A_PAGE = 200;
/** Tasks cancelled at the same time. */
const AT_ONCE = 50;

/** A task of a batch, with its place in the request. */
export type BatchedTask = TaskSummary & { index: number };

/** How batches stand, and their end. */
@Injectable()
export class Batches {
  constructor(
    private readonly batches: BatchStore,
    private readonly lists: TaskLists,
    private readonly workflow: Workflow,
  ) {}

  /** @throws MeshError 404 when the tenant has no such batch. */
  async get(tenantId: string, batchId: string): Promise<Batch> {
    const networkId = networkOf(batchId);
    const batch = networkId === undefined ? undefined : await this.batches.find({ tenantId, networkId, batchId });
    if (!batch) throw notFound('batch', batchId);
    if (batch.isClosed || Date.now() < batch.createdMs + SUBMITTED_MS) return batch;
    await this.batches.close(batch.ref);
    return (await this.batches.find(batch.ref)) ?? batch;
  }

  /** Its tasks in the order of the request. */
  async tasks(ref: BatchRef, page: ListRequest): Promise<Page<BatchedTask>> {
    const { data, next_cursor } = await this.batches.tasks(ref, page);
    const ids = data.map(({ taskId }) => taskId);
    const summaries = await this.lists.summaries(ref, ids);
    return { data: data.flatMap(({ index }, at) => (summaries[at] ? [{ ...summaries[at], index }] : [])), next_cursor };
  }

  /** Ends every task of it that has not ended. */
  async cancel({ userId }: Principal, ref: BatchRef): Promise<void> {
    const failure = { code: 'task-cancelled', detail: 'cancelled with its batch', retryable: false };
    const place = { tenantId: ref.tenantId, networkId: ref.networkId };
    let cursor: string | undefined;
    do {
      const page = await this.batches.tasks(ref, { limit: A_PAGE, cursor });
      const ids = page.data.map(({ taskId }) => taskId);
      const statuses = await this.lists.statuses(place, ids);
      const open = ids.filter((_id, at) => statuses[at] !== undefined && !isFinal(statuses[at]));
      for (let from = 0; from < open.length; from += AT_ONCE) {
        const some = open.slice(from, from + AT_ONCE);
        await Promise.all(some.map((taskId) => this.workflow.stop({ ...place, taskId }, 'cancelled', failure, userId)));
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }
}
