import { claimOf, type Claimed, type ClaimReply, type OwnRequest } from './claim';

/** A step that may run now. */
export interface ReadyStep {
  stepId: string;
  /** How often it was claimed before. */
  attempts: number;
  /** Where whoever made the change has claimed it. */
  claimed?: Claimed;
}

/**
 * What a change left of a running task: steps that are not settled (`left`), those that are ready or running (`active`) and those that have just
 * become ready. Or that the task does not run (any more), and whether this very change ended it.
 */
export type Change = { stopped: true; endedIt: boolean } | { stopped: false; left: number; active: number; ready: ReadyStep[] };

/** What scripts return when the change itself ended the task. */
const ENDED_BY_THIS = -3;

/** Reads the reply of a script that changes a running task: {left, active, step, attempts …} or a negative code. */
export function changeOf(reply: unknown, requests?: readonly OwnRequest[]): Change {
  const [left, active, ...ready] = reply as [number, number, ...(string | number | ClaimReply)[]];
  if (left < 0) return { stopped: true, endedIt: left === ENDED_BY_THIS };
  // Where claims were asked for, one stands behind each step.
  const size = requests === undefined ? 2 : 3;
  const steps: ReadyStep[] = [];
  for (let at = 0; at < ready.length; at += size) {
    const stepId = String(ready[at]);
    const request = requests?.find((own) => own.stepId === stepId);
    const claimed = request && claimedOf(ready[at + 2] as ClaimReply, request);
    steps.push({ stepId, attempts: Number(ready[at + 1]), claimed });
  }
  return { stopped: false, left, active, ready: steps };
}

function claimedOf(reply: ClaimReply, request: OwnRequest): Claimed | undefined {
  if (reply.length === 0) return undefined;
  const claimed = claimOf(reply, request);
  return 'why' in claimed ? undefined : claimed;
}
