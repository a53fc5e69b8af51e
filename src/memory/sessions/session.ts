/** A live session: what is remembered and done for one person, and goes with it. Times are epoch milliseconds. */
export interface Session {
  sessionId: string;
  networkId: string;
  userId: string;
  metadata: Record<string, unknown>;
  createdAtMs: number;
  /** How long it lives on after it was last used. */
  ttlMs: number;
  expiresAtMs: number;
}

/** How a session came to its end: somebody ended it, or nobody used it for its whole time to live. */
export type SessionEnd = 'ended' | 'expired';

/** A session that is over, though what it owned may not be gone yet. Always the same for one session, however often it is asked for. */
export interface OverSession {
  sessionId: string;
  how: SessionEnd;
  createdAtMs: number;
  endedAtMs: number;
  /** What it owned at its end. */
  memories: number;
  tasks: number;
  /** No memory of it has a smaller number in the index. */
  firstNumber: number;
}

/** What may go with a session beside memories. */
export type OwnedKind = 'tasks';
