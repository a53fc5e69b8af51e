import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { TaskHints } from '../events/task-hints';
import { isFinal, type TaskRecord } from './task';
import { deadlineOf, deadlinePassed } from './task-limits';
import { TaskStore } from './task.store';

/** The code of an attempt that was called off: nobody waits for it any more. */
const CALLED_OFF = 'attempt-called-off';

/** Tells an attempt when to stop; `release` must be called once it has. */
export interface AttemptSignal {
  signal: AbortSignal;
  release: () => void;
}

/** Whether `error` says that an attempt was called off. */
export function isCalledOff(error: MeshError): boolean {
  return error.code === CALLED_OFF;
}

/** Makes the signals that end attempts: their time is over, their task has ended anywhere, or this process stops. */
@Injectable()
export class AttemptSignals {
  constructor(
    private readonly tasks: TaskStore,
    private readonly hints: TaskHints,
  ) {}

  /** For work on `task` that may take `limitMs`; the signal's reason is the `MeshError` the work failed with. */
  signalFor(task: TaskRecord, limitMs: number): AttemptSignal {
    const control = new AbortController();
    const timer = this.limitTime(control, task, limitMs);
    const callOff = () =>
      control.abort(new MeshError('conflict', CALLED_OFF, 'nobody waits for this attempt any more', { retryable: true }));
    const leave = this.hints.watch(task.ref, () => {
      this.tasks.status(task.ref).then(
        (status) => (status === undefined || isFinal(status)) && callOff(),
        () => undefined, // Redis is away: the attempt goes on, and its result will not be stored if the task has ended
      );
    });
    this.hints.stopped.addEventListener('abort', callOff);
    const release = () => {
      clearTimeout(timer);
      leave();
      this.hints.stopped.removeEventListener('abort', callOff);
    };
    return { signal: control.signal, release };
  }

  private limitTime(control: AbortController, task: TaskRecord, ownMs: number): NodeJS.Timeout {
    const taskMs = Math.max(1, deadlineOf(task) - Date.now());
    const late = taskMs <= ownMs ? deadlinePassed() : new MeshError('timeout', 'step-timeout', 'the step took longer than it may');
    return setTimeout(() => control.abort(late), Math.min(ownMs, taskMs));
  }
}
