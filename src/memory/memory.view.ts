import type { Memory } from './memory';
import type { RankedMemory } from './search/memory-search';
import type { AddedMemory } from './working-memory.store';

/** A memory as clients see it. */
export function memoryView(memory: Memory) {
  const { provenance } = memory;
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
    retention: memory.retention,
    provenance: {
      source: provenance.source,
      user_id: provenance.userId ?? null,
      agent_type: provenance.agentType ?? null,
      task_id: provenance.taskId ?? null,
      step_id: provenance.stepId ?? null,
    },
    created_at: memory.createdAt,
    expires_at: memory.expiresAt ?? null,
  };
}

/** What storing a memory in a network answers. */
export function addedView({ memoryId, type, createdAt, deduplicated }: AddedMemory, networkId: string) {
  return { memory_id: memoryId, network_id: networkId, type, created_at: createdAt, deduplicated };
}

/** A memory that a search found; `explain` adds the signals behind its score. */
export function foundView({ memory, score, signals }: RankedMemory, explain: boolean) {
  return { ...memoryView(memory), score, ...(explain ? { signals } : {}) };
}
