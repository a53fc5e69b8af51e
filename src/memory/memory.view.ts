import type { Memory } from './memory';

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
