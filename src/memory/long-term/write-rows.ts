import { sql, type Transaction } from 'kysely';
import type { AgentConfig, Network } from '../../networks';
import type { MemoryPlace } from '../index/memory-index.store';
import type { ReadMemory } from '../working-memory.store';
import type { LongTermTables } from './long-term.tables';
import { rowOf } from './memory-row';

/** A network with its agents. */
export interface KeptNetwork {
  network: Network;
  agents: AgentConfig[];
}

/** Writes a network, whether it is there or not. */
export async function upsertNetwork(
  queries: Transaction<LongTermTables>,
  { tenantId, networkId }: MemoryPlace,
  kept: KeptNetwork,
): Promise<void> {
  await queries
    .insertInto('mesh_networks')
    .values({ tenant_id: tenantId, network_id: networkId, created_at: new Date(kept.network.createdAt), ...columnsOf(kept) })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'network_id']).doUpdateSet({ ...columnsOf(kept), updated_at: sql`now()` }))
    .execute();
}

/** Writes a network that is there. */
export async function updateNetwork(
  queries: Transaction<LongTermTables>,
  { tenantId, networkId }: MemoryPlace,
  kept: KeptNetwork,
): Promise<void> {
  await queries
    .updateTable('mesh_networks')
    .set({ ...columnsOf(kept), updated_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('network_id', '=', networkId)
    .execute();
}

/** Writes memories, whether they are there or not; one that is there keeps its place in the order and the time of its promotion. */
export async function upsertMemories(
  queries: Transaction<LongTermTables>,
  place: MemoryPlace,
  memories: readonly ReadMemory[],
): Promise<void> {
  await queries
    .insertInto('mesh_memories')
    .values(memories.map((memory) => rowOf(place, memory)))
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'network_id', 'memory_id']).doUpdateSet((row) => ({
        body: row.ref('excluded.body'),
        importance: row.ref('excluded.importance'),
        confidence: row.ref('excluded.confidence'),
        trust: row.ref('excluded.trust'),
        actor: row.ref('excluded.actor'),
        supersedes: row.ref('excluded.supersedes'),
        superseded_by: row.ref('excluded.superseded_by'),
        valid_until: row.ref('excluded.valid_until'),
        updated_at: sql`now()`,
      })),
    )
    .execute();
}

const columnsOf = ({ network, agents }: KeptNetwork) => ({
  document: Buffer.from(JSON.stringify(network)),
  agents: Buffer.from(JSON.stringify(agents)),
});
