import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { Channels } from '../events/channels';
import { deadlinePassed } from './task-limits';
import { TaskStops } from './task-stops';
import type { TaskRef } from './task';

/** The code of an attempt that was called off: nobody waits for it any more. */
const CALLED_OFF = 'attempt-called-off';

/** Tells an attempt when to stop; `release` must be called once it has. */
export interface AttemptSignal {
  signal: AbortSignal;
  callOff: () => void;
  release: () => void;
}

/** Whether `error` says that an attempt was called off. */
export function isCalledOff(error: MeshError): boolean {
  return error.code === CALLED_OFF;
}

/** Makes the signals that end attempts: their time is over, their task has ended anywhere, or this process stops. */
@Injectable()
export class AttemptSignals {
  /** One listener for all: listening to a signal costs more than the rest of an attempt's signals. */
  private readonly underWay = new Set<() => void>();

  constructor(
    private readonly stops: TaskStops,
    private readonly channels: Channels,
  ) {
    channels.stopped.addEventListener('abort', () => this.underWay.forEach((callOff) => callOff()));
  }

  /** Whether this process stops, and calls everything off. */
  get isStopping(): boolean {
    return this.channels.stopped.aborted;
  }

  /** For work on a task that may take `ownMs`, until `deadlineMs` at most; the signal's reason is the `MeshError` the work failed with. */
  signalFor(ref: TaskRef, ownMs: number, deadlineMs: number): AttemptSignal {
    const control = new AbortController();
    const taskMs = Math.max(1, deadlineMs - Date.now());
    const timer = setTimeout(
      () =>
        control.abort(taskMs <= ownMs ? deadlinePassed() : new MeshError('timeout', 'step-timeout', 'the step took longer than it may')),
      Math.min(ownMs, taskMs),
    );
    const callOff = () =>
      control.abort(new MeshError('conflict', CALLED_OFF, 'nobody waits for this attempt any more', { retryable: true }));
    const leave = this.stops.watch(ref, callOff);
    this.underWay.add(callOff);
    const release = () => {
      clearTimeout(timer);
      leave();
      this.underWay.delete(callOff);
    };
    return { signal: control.signal, callOff, release };
  }
}
