import type { Memory, MemoryFilter } from '../memory';

/** Whether a memory that no search found is one that a search with `filter` might find; the rule of the search, for memories at hand. */
export function passesFilter(memory: Memory, filter: MemoryFilter): boolean {
  const createdAtMs = Date.parse(memory.createdAt);
  return (
    (filter.type === undefined || memory.type === filter.type) &&
    (filter.sinceMs === undefined || createdAtMs >= filter.sinceMs) &&
    (filter.untilMs === undefined || createdAtMs <= filter.untilMs) &&
    (filter.sessionId === undefined || memory.sessionId === filter.sessionId) &&
    (filter.minConfidence === undefined || memory.confidence >= filter.minConfidence) &&
    (filter.visibleTo === undefined || isVisible(memory, filter.visibleTo.sessionId))
  );
}

function isVisible({ sessionId, retention }: Memory, asking: string | undefined): boolean {
  return sessionId === undefined || sessionId === asking || (retention !== 'session' && retention !== 'timed');
}
