import { Injectable } from '@nestjs/common';
import type { Plan } from '../plan/plan';
import type { TaskDocument, TaskRef } from './task';
import { graphOf, type TaskGraph } from './task-graph';
import { callersPlan } from './task-record';
import { TaskStore } from './task.store';

/** Tasks remembered by one process, and the longest that is: some 16 MB together. */
const MAX_TASKS = 500;
const MAX_CHARACTERS = 32_768;

/** A task that runs: what was asked for, and the plan. Neither changes any more. */
export interface WorkingTask {
  ref: TaskRef;
  document: TaskDocument;
  plan: Plan;
  graph: TaskGraph;
}

/** Tasks whose steps this process works on, so that each is read and parsed once and not once a step. */
@Injectable()
export class WorkingTasks {
  private readonly known = new Map<string, WorkingTask>();

  constructor(private readonly tasks: TaskStore) {}

  /** Undefined when there is no such task, or it has no plan yet. */
  async get(ref: TaskRef): Promise<WorkingTask | undefined> {
    const known = this.known.get(ref.taskId);
    if (known && known.ref.tenantId === ref.tenantId) return known;
    const stored = await this.tasks.stored(ref);
    const plan = stored?.plan ?? (stored && callersPlan(stored.document));
    return stored && plan ? this.keep(ref, stored.document, plan) : undefined;
  }

  /** Remembers a task whose plan is settled. */
  keep(ref: TaskRef, document: TaskDocument, plan: Plan): WorkingTask {
    const task = { ref, document, plan, graph: graphOf(plan) };
    const contextLength = Object.keys(document.context).length === 0 ? 2 : JSON.stringify(document.context).length;
    const length = contextLength + document.task.length + plan.steps.reduce((sum, step) => sum + step.task.length, 0);
    if (length > MAX_CHARACTERS) return task;
    this.known.delete(ref.taskId);
    this.known.set(ref.taskId, task);
    if (this.known.size > MAX_TASKS) this.known.delete(this.known.keys().next().value as string);
    return task;
  }

  /** What this process knows of a task without asking. */
  peek(ref: TaskRef): WorkingTask | undefined {
    return this.known.get(ref.taskId);
  }

  /** A task that has ended is not worked on any more, or with another plan. */
  forget(ref: TaskRef): void {
    this.known.delete(ref.taskId);
  }
}
