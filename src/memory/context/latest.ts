import type { Memory } from '../memory';

/** A memory and how well it fits what was asked, the greater the better. */
export interface ScoredMemory {
  memory: Memory;
  score: number;
}

/** How far a chain of successors is followed. */
export const MAX_SUCCESSORS = 16;

/**
 * Memories with what has been superseded left out: its latest successor among `known` takes its place, with the better score of the two. What nobody
 * vouches for takes no place of what somebody does.
 */
export function latestOf(
  ranked: readonly ScoredMemory[],
  known: ReadonlyMap<string, Memory>,
): { latest: ScoredMemory[]; superseded: number } {
  const latest = new Map<string, ScoredMemory>();
  let superseded = 0;
  for (const { memory, score } of ranked) {
    const head = headOf(memory, known);
    if (head !== memory) superseded += 1;
    // In the order of the scores: the first to ask for a place asks for the best one.
    if (!latest.has(head.memoryId)) latest.set(head.memoryId, { memory: head, score });
  }
  return { latest: [...latest.values()], superseded };
}

function headOf(memory: Memory, known: ReadonlyMap<string, Memory>): Memory {
  let head = memory;
  for (let step = 0; step < MAX_SUCCESSORS; step += 1) {
    const next = head.supersededBy === undefined ? undefined : known.get(head.supersededBy);
    if (next === undefined || (head.trust === 'trusted' && next.trust === 'untrusted')) break;
    head = next;
  }
  return head;
}
