/** What an erasure is about: a network, or a person by its `user_id`, which the receipt does not name any more once it is complete. */
export interface ErasureSubject {
  kind: 'network' | 'user';
  id: string;
}

/** How much of each type: by names such as `tasks`, `memories`, `long_term_rows`. */
export type CountsByType = Record<string, number>;

/** An erasure, from when it was asked for to its proof. Times are RFC 3339 UTC. */
export interface ErasureReceipt {
  erasureId: string;
  tenantId: string;
  subject: ErasureSubject;
  status: 'pending' | 'running' | 'completed';
  /** Id of the key that asked. */
  requestedBy: string;
  requestedAt: string;
  startedAt?: string;
  completedAt?: string;
  /** How often it was gone through so far. */
  rounds: number;
  /** What was removed, over all rounds. */
  removed: CountsByType;
  /** What the last look found left; a look that found nothing is what completes an erasure. */
  remaining?: CountsByType;
  /** The types that could not be erased in the last round, each with the code of why: it is tried again. */
  failures: Record<string, string>;
}

/** As it is answered. */
export function receiptView(receipt: ErasureReceipt) {
  const { erasureId, subject, status, requestedBy, requestedAt, startedAt, completedAt, rounds, removed, remaining, failures } = receipt;
  return {
    erasure_id: erasureId,
    subject,
    status,
    requested_by: requestedBy,
    requested_at: requestedAt,
    started_at: startedAt ?? null,
    completed_at: completedAt ?? null,
    rounds,
    removed,
    remaining: remaining ?? null,
    verified: status === 'completed',
    failures,
  };
}
