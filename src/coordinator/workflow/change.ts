/** A step that may run now, and how often it was claimed before. */
export interface ReadyStep {
  stepId: string;
  attempts: number;
}

/**
 * What a change left of a running task: steps that are not settled (`left`), those that are ready or running (`active`) and those that have just
 * become ready. Or that the task does not run (any more), and whether this very change ended it.
 */
export type Change = { stopped: true; endedIt: boolean } | { stopped: false; left: number; active: number; ready: ReadyStep[] };

/** What scripts return when the change itself ended the task. */
const ENDED_BY_THIS = -3;

/** Reads the reply of a script that changes a running task: {left, active, step, attempts …} or a negative code. */
export function changeOf(reply: unknown): Change {
  const [left, active, ...ready] = reply as [number, number, ...(string | number)[]];
  if (left < 0) return { stopped: true, endedIt: left === ENDED_BY_THIS };
  const steps = Array.from({ length: ready.length / 2 }, (_unused, at) => ({
    stepId: String(ready[2 * at]),
    attempts: Number(ready[2 * at + 1]),
  }));
  return { stopped: false, left, active, ready: steps };
}
