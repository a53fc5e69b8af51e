import type { TaskResult } from '../../coordinator/aggregate/task-result';
import type { ApprovalsController } from '../../coordinator/approvals/approvals.controller';
import type { TaskControlController } from '../../coordinator/control/task-control.controller';
import type { ApprovalDto } from '../../coordinator/dto/approval.dto';
import type { ReplayDto, RetryTaskDto } from '../../coordinator/dto/retry.dto';
import type { SubmitTaskDto } from '../../coordinator/dto/submit-task.dto';
import type { ListTasksQuery } from '../../coordinator/dto/task.query';
import type { TasksController } from '../../coordinator/tasks.controller';
import { everyPage, type AnswerOf, type Page, type PageOptions } from '../answer-of';
import { path, type Call, type CallOptions } from '../transport/call';
import { followed, openEvents } from '../transport/follow';
import type { Transport } from '../transport/transport';
import { isLastOfTask, type NetworkEvent, type ResumeOptions, type TaskEvent } from './task-events';

/** Body of `tasks.submit`. */
export type SubmitTask = SubmitTaskDto;
/** A decision about a step. */
export type Approval = ApprovalDto;
/** What submitting, starting, cancelling and retrying answer. */
export type TaskReceipt = AnswerOf<TasksController['submit']>;
/** A task with its steps, its result and what happened to it. */
export type Task = Omit<AnswerOf<TasksController['get']>, 'result'> & { result: TaskResult | null };
/** A task in a list. */
export type TaskSummary = AnswerOf<TasksController['list']>['data'][number];

const STREAM = { Accept: 'text/event-stream' };

/** `/networks/{network_id}/tasks`. */
export class TasksApi {
  constructor(private readonly transport: Transport) {}

  submit(networkId: string, task: SubmitTask, options?: CallOptions): Promise<TaskReceipt> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/tasks`, body: task, safety: 'create' }, options);
  }

  get(networkId: string, taskId: string, options?: CallOptions): Promise<Task> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/tasks/${taskId}`, safety: 'repeat' }, options);
  }

  list(networkId: string, query: Partial<ListTasksQuery> = {}, options?: CallOptions): Promise<Page<TaskSummary>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/tasks`, query, safety: 'repeat' }, options);
  }

  /** Every task of a network, page by page. */
  all(networkId: string, query: Pick<Partial<ListTasksQuery>, 'status'> = {}, options?: CallOptions): AsyncGenerator<TaskSummary> {
    return everyPage((cursor) => this.list(networkId, { ...query, limit: 200, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** The task once it has ended, however it did: see its `status`. Waits until the signal aborts or `timeoutMs` are over, without end where none is given. */
  async wait(networkId: string, taskId: string, { timeoutMs, ...options }: CallOptions = {}): Promise<Task> {
    const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
    const signals = [...(options.signal === undefined ? [] : [options.signal]), ...late];
    const bounded = signals.length === 0 ? {} : { signal: AbortSignal.any(signals) };
    const events = this.events(taskId, bounded);
    while ((await events.next()).done !== true);
    return this.get(networkId, taskId, bounded);
  }

  /** Starts a task that was submitted with `auto_start: false`. */
  process(networkId: string, taskId: string, options?: CallOptions): Promise<TaskReceipt> {
    return act(this.transport, path`/networks/${networkId}/tasks/${taskId}/process`, options);
  }

  cancel(networkId: string, taskId: string, options?: CallOptions): Promise<TaskReceipt> {
    return act(this.transport, path`/networks/${networkId}/tasks/${taskId}/cancel`, options);
  }

  /** Does again what did not complete; with `from_step` that step, too, and all that rests on it. */
  retry(
    networkId: string,
    taskId: string,
    body: RetryTaskDto = {},
    options?: CallOptions,
  ): Promise<AnswerOf<TaskControlController['retry']>> {
    return this.transport.json(
      { method: 'POST', path: path`/networks/${networkId}/tasks/${taskId}/retry`, body, safety: 'create' },
      options,
    );
  }

  /** Approves or rejects a step that waits for it. */
  approve(networkId: string, taskId: string, stepId: string, body: Approval, options?: CallOptions): Promise<TaskReceipt> {
    const call = {
      method: 'POST',
      path: path`/networks/${networkId}/tasks/${taskId}/steps/${stepId}/approval`,
      body,
      safety: 'once',
    } as const;
    return this.transport.json(call, options);
  }

  /** What waits for a decision. */
  approvals(networkId: string, page: PageOptions = {}, options?: CallOptions): Promise<AnswerOf<ApprovalsController['list']>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/approvals`, query: page, safety: 'repeat' }, options);
  }

  /** What failed and nobody took up again. */
  deadLetters(
    networkId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<AnswerOf<TaskControlController['listDeadLetters']>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/dead-letters`, query: page, safety: 'repeat' }, options);
  }

  /** Takes it up again: the tasks that are named, else the oldest hundred. */
  replay(networkId: string, body: ReplayDto = {}, options?: CallOptions): Promise<AnswerOf<TaskControlController['replay']>> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/dead-letters/replay`, body, safety: 'create' }, options);
  }

  /** What happens to a task, from its beginning or after an event, until it has ended; goes on over another connection when one breaks off. */
  events(taskId: string, { lastEventId, ...options }: ResumeOptions & CallOptions = {}): AsyncGenerator<TaskEvent> {
    return followed<TaskEvent>(
      { open: opener(this.transport, path`/tasks/${taskId}/events`, options), isLast: isLastOfTask, lastEventId },
      options,
    );
  }

  /** What happens to all tasks of a network, from now on or after an event, until the signal aborts. */
  networkEvents(networkId: string, { lastEventId, ...options }: ResumeOptions & CallOptions = {}): AsyncGenerator<NetworkEvent> {
    return followed<NetworkEvent>({ open: opener(this.transport, path`/networks/${networkId}/events`, options), lastEventId }, options);
  }

  /** Submits a task and follows it to its end; every event names it. */
  async *submitAndFollow(networkId: string, task: Omit<SubmitTask, 'auto_start'>, options: CallOptions = {}): AsyncGenerator<TaskEvent> {
    const submit: Call = { method: 'POST', path: path`/networks/${networkId}/tasks/stream`, body: task, headers: STREAM, safety: 'create' };
    // Sent again under the same key it is the same task.
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    let taskId: string | undefined;
    const open = (lastEventId: string | undefined, signal: AbortSignal) =>
      taskId === undefined
        ? this.transport.open(submit, { ...options, idempotencyKey, signal })
        : opener(this.transport, path`/tasks/${taskId}/events`, options)(lastEventId, signal);
    for await (const event of followed<TaskEvent>({ open, isLast: isLastOfTask }, options)) {
      taskId = event.data.task_id;
      yield event;
    }
  }
}

function opener(transport: Transport, where: string, options: CallOptions) {
  return (lastEventId: string | undefined, signal: AbortSignal) => openEvents(transport, where, lastEventId, { ...options, signal });
}

function act(transport: Transport, where: string, options?: CallOptions): Promise<TaskReceipt> {
  return transport.json({ method: 'POST', path: where, body: {}, safety: 'repeat' }, options);
}
