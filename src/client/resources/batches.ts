import type { BatchesController } from '../../coordinator/batch/batches.controller';
import type { AnswerOf, PageOptions } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import { followed, openEvents } from '../transport/follow';
import type { Transport } from '../transport/transport';
import type { BatchEvent, ResumeOptions } from './task-events';
import type { SubmitTask } from './tasks';

/** What became of each task of a request. */
export type SubmittedBatch = AnswerOf<BatchesController['submit']>;
/** The counts of a batch, and a page of its tasks. */
export type Batch = AnswerOf<BatchesController['get']>;

/** Many tasks in one request. */
export class BatchesApi {
  constructor(private readonly transport: Transport) {}

  /** 1 to 500 tasks; those that are refused say why. */
  submit(networkId: string, tasks: readonly SubmitTask[], options?: CallOptions): Promise<SubmittedBatch> {
    const call = { method: 'POST', path: path`/networks/${networkId}/tasks/batch`, body: { tasks }, safety: 'create' } as const;
    return this.transport.json(call, options);
  }

  get(batchId: string, page: PageOptions = {}, options?: CallOptions): Promise<Batch> {
    return this.transport.json({ method: 'GET', path: path`/batches/${batchId}`, query: page, safety: 'repeat' }, options);
  }

  cancel(batchId: string, options?: CallOptions): Promise<AnswerOf<BatchesController['cancel']>> {
    return this.transport.json({ method: 'POST', path: path`/batches/${batchId}/cancel`, body: {}, safety: 'repeat' }, options);
  }

  /** The end of each task as it comes, until the last. */
  events(batchId: string, { lastEventId, ...options }: ResumeOptions & CallOptions = {}): AsyncGenerator<BatchEvent> {
    const open = (after: string | undefined, signal: AbortSignal) =>
      openEvents(this.transport, path`/batches/${batchId}/events`, after, { ...options, signal });
    return followed<BatchEvent>({ open, isLast: ({ event }) => event === 'batch.completed', lastEventId }, options);
  }
}
