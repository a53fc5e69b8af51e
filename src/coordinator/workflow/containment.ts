import { Injectable } from '@nestjs/common';
import type { AgentTask } from '../../agents';
import { MeshError } from '../../errors';
import type { StepJournal } from '../journal/step-journal';
import type { Attempt } from './attempt';
import { StepStore } from './step.store';

const CODE = 'approval-required';

/**
 * What a step may do that was given text which reads like instructions to an AI. Filters miss some of those, so nothing depends on one alone: what is
 * done is chosen in code, from the caller's words; but a step that is known to be tainted, or was given the result of one, has no effect beside
 * its result until a person approves it.
 */
@Injectable()
export class Containment {
  constructor(private readonly steps: StepStore) {}

  /** Whether what the step says may be following orders in its data; known for good once its agent is done. */
  isTainted({ claimed }: Attempt, journal: StepJournal): boolean {
    return journal.isTainted || [...claimed.inputs.values()].some(({ tainted }) => tainted === true);
  }

  /** Whether the step may have effects. */
  async isPermitted(attempt: Attempt, journal: StepJournal): Promise<boolean> {
    if (!this.isTainted(attempt, journal)) return true;
    const { task, step } = attempt;
    return step.requiresApproval || (await this.steps.isApproved(task.ref, step.stepId));
  }

  /** What the agent of the step asks before each. */
  permitFor(attempt: Attempt, journal: StepJournal): AgentTask['permit'] {
    return async (effect) => {
      if (await this.isPermitted(attempt, journal)) return;
      throw new MeshError(
        'forbidden',
        CODE,
        `data of this step reads like instructions to an AI: ${effect} waits for somebody to approve the step`,
      );
    };
  }
}

/** Whether an attempt ended because its step must be approved first. */
export function isHeld(reason: unknown): boolean {
  return reason instanceof MeshError && reason.code === CODE;
}
