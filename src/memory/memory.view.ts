import type { Memory, MemoryProvenance } from './memory';
import type { RankedMemory } from './search/memory-search';
import type { AddedMemory } from './working-memory.store';

/** A memory as clients see it. */
export function memoryView(memory: Memory) {
  return {
    memory_id: memory.memoryId,
    network_id: memory.networkId,
    type: memory.type,
    content: memory.content,
    ...(memory.isExcerpt === true ? { content_truncated: true } : {}),
    confidence: memory.confidence,
    importance: memory.importance,
    metadata: memory.metadata,
    session_id: memory.sessionId ?? null,
    supersedes: memory.supersedes ?? null,
    superseded_by: memory.supersededBy ?? null,
    valid_until: memory.validUntil ?? null,
    trust: memory.trust,
    ...(memory.flagged === undefined ? {} : { flagged: memory.flagged }),
    retention: memory.retention,
    provenance: provenanceView(memory.provenance),
    created_at: memory.createdAt,
    expires_at: memory.expiresAt ?? null,
  };
}

/** Where a memory comes from, as clients see it. */
export function provenanceView({ source, userId, agentType, taskId, stepId }: MemoryProvenance) {
  return { source, user_id: userId ?? null, agent_type: agentType ?? null, task_id: taskId ?? null, step_id: stepId ?? null };
}

/** What storing a memory in a network answers. */
export function addedView({ memoryId, type, createdAt, deduplicated }: AddedMemory, networkId: string) {
  return { memory_id: memoryId, network_id: networkId, type, created_at: createdAt, deduplicated };
}

/** A memory that a search found; `explain` adds the signals behind its score. */
export function foundView({ memory, score, signals }: RankedMemory, explain: boolean) {
  return { ...memoryView(memory), score, ...(explain ? { signals } : {}) };
}
