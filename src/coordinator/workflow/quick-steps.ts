import { Injectable } from '@nestjs/common';
import type { PlannedStep } from '../plan/plan';
import type { TaskRef } from './task';

/** Milliseconds of a step that is not worth the queue: handing it to another worker costs some 5 ms, twice. */
const QUICK_MS = 25;
/** Weight of the newest duration in the average. */
const NEWEST = 0.2;
const MAX_KINDS = 2_000;

/** Knows which kinds of step were quick lately in this process. Those are not worth being handed to another worker. */
@Injectable()
export class QuickSteps {
  private readonly meanMs = new Map<string, number>();

  note(ref: TaskRef, step: PlannedStep, durationMs: number): void {
    const kind = kindOf(ref, step);
    const mean = this.meanMs.get(kind);
    this.meanMs.set(kind, mean === undefined ? durationMs : mean + (durationMs - mean) * NEWEST);
    if (this.meanMs.size > MAX_KINDS) this.meanMs.delete(this.meanMs.keys().next().value as string);
  }

  /** False for kinds that are not known. */
  isQuick(ref: TaskRef, step: PlannedStep): boolean {
    return (this.meanMs.get(kindOf(ref, step)) ?? Number.POSITIVE_INFINITY) < QUICK_MS;
  }
}

function kindOf({ networkId }: TaskRef, { agentType, capability }: PlannedStep): string {
  return `${networkId} ${agentType ?? ''} ${capability ?? ''}`;
}
