import type { Insertable, Selectable } from 'kysely';
import { actorOf } from '../index/indexed-text';
import type { MemoryPlace } from '../index/memory-index.store';
import type { Memory, MemoryType } from '../memory';
import { bodyOf, type MemoryBody } from '../memory-body';
import type { ReadMemory } from '../working-memory.store';
import type { MemoryTable } from './long-term.tables';

/** A memory as a row. */
export function rowOf({ tenantId, networkId }: MemoryPlace, { memory, number }: ReadMemory): Insertable<MemoryTable> {
  return {
    tenant_id: tenantId,
    network_id: networkId,
    memory_id: memory.memoryId,
    number,
    type: memory.type,
    body: Buffer.from(bodyOf(memory)),
    importance: memory.importance,
    confidence: memory.confidence,
    trust: memory.trust,
    session_id: plain(memory.sessionId),
    actor: plain(actorOf(memory.metadata)),
    supersedes: memory.supersedes ?? null,
    superseded_by: memory.supersededBy ?? null,
    valid_until: memory.validUntil === undefined ? null : new Date(memory.validUntil),
    created_at: new Date(memory.createdAt),
  };
}

/** The memory of a row: a long-term one again, so without an end. */
export function memoryOfRow(row: Selectable<MemoryTable>): Memory {
  const body = JSON.parse(Buffer.from(row.body).toString()) as MemoryBody;
  return {
    ...body,
    networkId: row.network_id,
    type: row.type as MemoryType,
    importance: row.importance,
    confidence: row.confidence,
    trust: row.trust as Memory['trust'],
    retention: 'long-term',
    createdAt: row.created_at.toISOString(),
    ...(row.supersedes === null ? {} : { supersedes: row.supersedes }),
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
    ...(row.valid_until === null ? {} : { validUntil: row.valid_until.toISOString() }),
  };
}

/** A text that PostgreSQL can hold; null for none. */
function plain(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text.replaceAll('\0', '').toWellFormed();
}
