import type { NetworkPlace } from '../../redis';

/** Most tasks of one request. */
export const MAX_BATCH = 500;

/** Where a batch lives. */
export interface BatchRef extends NetworkPlace {
  batchId: string;
}

/** How the tasks of one request stand. */
export interface Batch {
  ref: BatchRef;
  /** Tasks in the request, and those of them that have not ended. */
  total: number;
  open: number;
  completed: number;
  failed: number;
  cancelled: number;
  expired: number;
  /** Tasks that were refused when they were submitted. */
  rejected: number;
  createdBy: string;
  createdMs: number;
  /** Whether all of it was submitted. */
  isClosed: boolean;
  /** When the last of its tasks ended; undefined while one has not, or was taken up again. */
  finishedMs?: number;
}
