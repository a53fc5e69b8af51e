import type { Memory } from './memory';
import type { AddedMemory } from './memory.service';
import type { RankedMemory } from './search/rank';

/** A memory as clients see it. */
export function memoryView(memory: Memory) {
  const { provenance } = memory;
  return {
    memory_id: memory.memoryId,
    network_id: memory.networkId,
    type: memory.type,
    content: memory.content,
    confidence: memory.confidence,
    importance: memory.importance,
    metadata: memory.metadata,
    session_id: memory.sessionId ?? null,
    supersedes: memory.supersedes ?? null,
    trust: memory.trust,
    provenance: {
      source: provenance.source,
      user_id: provenance.userId ?? null,
      agent_type: provenance.agentType ?? null,
      task_id: provenance.taskId ?? null,
      step_id: provenance.stepId ?? null,
    },
    created_at: memory.createdAt,
    expires_at: memory.expiresAt,
  };
}

/** What storing a memory answers. */
export function addedView({ memory, deduplicated }: AddedMemory) {
  return {
    memory_id: memory.memoryId,
    network_id: memory.networkId,
    type: memory.type,
    created_at: memory.createdAt,
    deduplicated,
  };
}

/** A memory that a search found; `explain` adds the signals behind its score. */
export function foundView({ memory, score, signals }: RankedMemory, explain: boolean) {
  return { ...memoryView(memory), score, ...(explain ? { signals } : {}) };
}
