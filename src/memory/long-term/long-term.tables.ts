import type { ColumnType, Generated } from 'kysely';

/** JSON as UTF-8 bytes: neither `text` nor `jsonb` can hold every string that a memory may say (NUL, lone surrogates). */
type Json = ColumnType<Uint8Array, Buffer, Buffer>;

/** A network that has long-term memories; `document` and `agents` are as in Redis. */
interface NetworkTable {
  tenant_id: string;
  network_id: string;
  document: Json;
  agents: Json;
  created_at: Date;
  updated_at: Generated<Date>;
}

/** A long-term memory: `body` is what stands in Redis, the rest is what Redis has in the index, and what rows are chosen by. */
export interface MemoryTable {
  tenant_id: string;
  network_id: string;
  memory_id: string;
  /** Its number in Redis when it was stored: the order of memories of one instant. */
  number: ColumnType<number | string, number, number>;
  type: string;
  body: Json;
  importance: number;
  confidence: number;
  trust: string;
  /** For people who look; without what PostgreSQL cannot hold. */
  session_id: string | null;
  actor: string | null;
  supersedes: string | null;
  superseded_by: string | null;
  valid_until: Date | null;
  created_at: Date;
  updated_at: Generated<Date>;
  promoted_at: Generated<Date>;
}

/** The tables of the long-term memory. */
export interface LongTermTables {
  mesh_networks: NetworkTable;
  mesh_memories: MemoryTable;
}
