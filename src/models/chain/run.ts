import type { GenerateRequest, GenerateScope, ModelAttempt } from '../generate';
import type { MeshError } from '../../errors';
import type { Selected } from '../selection/selected';
import type { Candidate } from './candidate';
import type { TimeLimit } from './time-limit';

/** One request on its way through the candidates. */
export interface Run {
  scope: GenerateScope;
  request: GenerateRequest;
  selected: Selected;
  /** Candidates that have not had their turn, first to last. */
  waiting: Candidate[];
  /** A budget has asked for cheaper models, and `waiting` holds them. */
  economising: boolean;
  /** Every call made on its behalf, in order; failed ones too. */
  attempts: ModelAttempt[];
  /** Why candidates failed, in order. */
  failures: MeshError[];
  /** Epoch milliseconds: all attempts together end here. */
  deadlineAtMs: number;
  /** Aborts when the caller leaves. */
  signal: AbortSignal;
}

/** One candidate's turn in a run. */
export interface Turn {
  run: Run;
  candidate: Candidate;
  /** Aborts with the run, when this turn's share of time is up, or when another candidate won. */
  limit: TimeLimit;
  /** Epoch milliseconds: retries that would start later are not worth their wait. */
  retryUntilMs: number;
}
