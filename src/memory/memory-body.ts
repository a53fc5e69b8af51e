import type { Memory } from './memory';
import { readRecord } from './index/column-record';
import type { RawMemory } from './index/memory-index.store';

/**
 * What of a memory stands in its body; the rest is in the index, where it changes without the body. No body names another memory, or that
 * could not go without a trace.
 */
export type MemoryBody = Pick<Memory, 'memoryId' | 'content' | 'metadata' | 'sessionId' | 'provenance' | 'flagged'>;

/** The body of a memory as text. */
export function bodyOf({ memoryId, content, metadata, sessionId, provenance, flagged }: Memory): string {
  const body: MemoryBody = { memoryId, content, metadata, provenance };
  if (sessionId !== undefined) body.sessionId = sessionId;
  if (flagged !== undefined && flagged.length > 0) body.flagged = flagged;
  return JSON.stringify(body);
}

/** The memory that a body and what the index knows come to. */
export function memoryOf(
  networkId: string,
  body: string,
  { record, successor, predecessor }: Pick<RawMemory, 'record' | 'successor' | 'predecessor'>,
): Memory {
  const { memoryId, content, metadata, sessionId, provenance, flagged } = JSON.parse(body) as MemoryBody;
  const { type, confidence, importance, isTrusted, retention, createdAtMs, expiresAtMs, validUntilMs } = readRecord(record);
  const memory: Memory = {
    memoryId,
    networkId,
    type,
    content,
    confidence,
    importance,
    metadata,
    trust: isTrusted ? 'trusted' : 'untrusted',
    retention,
    provenance,
    createdAt: new Date(createdAtMs).toISOString(),
  };
  if (sessionId !== undefined) memory.sessionId = sessionId;
  if (flagged !== undefined) memory.flagged = flagged;
  if (predecessor !== '') memory.supersedes = predecessor;
  if (expiresAtMs !== 0) memory.expiresAt = new Date(expiresAtMs).toISOString();
  if (validUntilMs !== 0) memory.validUntil = new Date(validUntilMs).toISOString();
  if (successor !== '') memory.supersededBy = successor;
  return memory;
}
