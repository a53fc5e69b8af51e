import type { MemoryRetention, NewMemory } from './memory';

/** Importance from which a memory is kept in the database too. */
export const LONG_TERM_IMPORTANCE = 0.7;

/**
 * How long a memory is kept, as its writer gives it. What ends with a session or at a time that was set is never kept for longer; what has
 * both goes with whichever comes first.
 */
export function retentionOf(
  given: Pick<NewMemory, 'type' | 'sessionId' | 'ttlSeconds' | 'confirmed' | 'provenance'> & { importance: number },
  longTerm: 'on' | 'off',
): MemoryRetention {
  if (given.sessionId !== undefined && given.provenance.source !== 'import') return 'session';
  if (given.ttlSeconds !== undefined) return 'timed';
  const matters = given.type === 'decision' || given.confirmed === true || given.importance >= LONG_TERM_IMPORTANCE;
  return longTerm === 'on' && matters ? 'long-term' : 'working';
}
