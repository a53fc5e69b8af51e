import { Injectable } from '@nestjs/common';
import { sql, type ExpressionBuilder, type SqlBool, type Transaction } from 'kysely';
import { Database } from '../../database';
import type { AgentConfig, Network } from '../../networks';
import type { MemoryPlace } from '../index/memory-index.store';
import type { Memory } from '../memory';
import type { ReadMemory } from '../working-memory.store';
import { LONG_TERM_MIGRATIONS } from './long-term.migrations';
import type { LongTermTables } from './long-term.tables';
import { memoryOfRow } from './memory-row';
import { updateNetwork, upsertMemories, upsertNetwork, type KeptNetwork } from './write-rows';

/** Where a page of memories ended. */
export interface PageEnd {
  createdAt: Date;
  number: number | string;
  memoryId: string;
}

/**
 * The code that touches the tables of the long-term memory; `RowsOfPerson` only reads them. Whoever writes rows of a network or deletes them does it under one lock of
 * that network, which ends with the transaction; what is written is read from Redis under the lock, so a row that was deleted because Redis
 * does not have its memory any more can never be written after that.
 */
@Injectable()
export class LongTermRows {
  constructor(private readonly database: Database) {
    database.addMigrations(LONG_TERM_MIGRATIONS);
  }

  /** Writes what `read` finds in Redis; nothing when it finds no network. Resolves to what was found. */
  async write<Found extends { kept: KeptNetwork | undefined; memories: readonly ReadMemory[] }>(
    place: MemoryPlace,
    read: () => Promise<Found>,
  ): Promise<Found> {
    return this.locked('promote', place, async (queries) => {
      const found = await read();
      if (found.kept === undefined) return found;
      if (found.memories.length > 0) {
        await upsertNetwork(queries, place, found.kept);
        await upsertMemories(queries, place, found.memories);
      } else await updateNetwork(queries, place, found.kept);
      return found;
    });
  }

  /** Deletes memories, and their names where other rows hold them. */
  async remove(place: MemoryPlace, memoryIds: readonly string[]): Promise<void> {
    await this.locked('forget', place, async (queries) => {
      const ids = [...memoryIds];
      const { tenantId: tenant_id, networkId: network_id } = place;
      const rows = queries.updateTable('mesh_memories').where('tenant_id', '=', tenant_id).where('network_id', '=', network_id);
      await rows.set({ superseded_by: null, valid_until: null }).where('superseded_by', 'in', ids).execute();
      await rows.set({ supersedes: null }).where('supersedes', 'in', ids).execute();
      const going = queries.deleteFrom('mesh_memories').where('tenant_id', '=', tenant_id).where('network_id', '=', network_id);
      await going.where('memory_id', 'in', ids).execute();
    });
  }

  /** Deletes a network with all its memories. */
  async removeNetwork(place: MemoryPlace): Promise<void> {
    await this.locked('erase', place, async (queries) => {
      for (const table of ['mesh_memories', 'mesh_networks'] as const)
        await queries.deleteFrom(table).where('tenant_id', '=', place.tenantId).where('network_id', '=', place.networkId).execute();
    });
  }

  /** Changes the document of a network, where there is one. */
  async changeNetwork({ tenantId, networkId }: MemoryPlace, change: (network: Network) => Network): Promise<void> {
    await this.locked('change-network', { tenantId, networkId }, async (queries) => {
      const row = await queries
        .selectFrom('mesh_networks')
        .select('document')
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId)
        .executeTakeFirst();
      if (row === undefined) return;
      await queries
        .updateTable('mesh_networks')
        .set({ document: Buffer.from(JSON.stringify(change(parsed<Network>(row.document)))) })
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId)
        .execute();
    });
  }

  async network({ tenantId, networkId }: MemoryPlace, deadlineMs: number): Promise<KeptNetwork | undefined> {
    const row = await this.database.run<LongTermTables, { document: Uint8Array; agents: Uint8Array } | undefined>(
      'find-network',
      (queries) =>
        queries
          .selectFrom('mesh_networks')
          .select(['document', 'agents'])
          .where('tenant_id', '=', tenantId)
          .where('network_id', '=', networkId)
          .executeTakeFirst(),
      deadlineMs,
    );
    return row && { network: parsed<Network>(row.document), agents: parsed<AgentConfig[]>(row.agents) };
  }

  /** Ids of the networks of a tenant, newest first. */
  async networksOf(tenantId: string, limit: number, deadlineMs: number): Promise<string[]> {
    const rows = await this.database.run<LongTermTables, { network_id: string }[]>(
      'list-networks',
      (queries) =>
        queries
          .selectFrom('mesh_networks')
          .select('network_id')
          .where('tenant_id', '=', tenantId)
          .orderBy('created_at', 'desc')
          .limit(limit)
          .execute(),
      deadlineMs,
    );
    return rows.map((row) => row.network_id);
  }

  /** A page of a network's memories, oldest first; what is superseded by none that was kept holds again. `end` is where the next one begins, if there may be one. */
  async memories({ tenantId, networkId }: MemoryPlace, limit: number, after?: PageEnd): Promise<{ memories: Memory[]; end?: PageEnd }> {
    type Row = Parameters<typeof memoryOfRow>[0] & { is_superseded: SqlBool };
    const rows = await this.database.run<LongTermTables, Row[]>('read-memories', (queries) => {
      const all = queries
        .selectFrom('mesh_memories')
        .selectAll()
        .select(isSuperseded)
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId);
      const rest = after && sql<boolean>`(created_at, number, memory_id) > (${after.createdAt}, ${after.number}, ${after.memoryId})`;
      const page = rest ? all.where(rest) : all;
      return page.orderBy('created_at').orderBy('number').orderBy('memory_id').limit(limit).execute();
    });
    const last = rows.at(-1);
    const memories = rows.map((row) => memoryOfRow(row.is_superseded === true ? row : { ...row, superseded_by: null, valid_until: null }));
    if (last === undefined || rows.length < limit) return { memories };
    return { memories, end: { createdAt: last.created_at, number: last.number, memoryId: last.memory_id } };
  }

  async count({ tenantId, networkId }: MemoryPlace): Promise<number> {
    const { count } = await this.database.run<LongTermTables, { count: string | number | bigint }>('count-memories', (queries) =>
      queries
        .selectFrom('mesh_memories')
        .select((expression) => expression.fn.countAll().as('count'))
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId)
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  /** How many rows there are of a network: its memories, and itself. */
  async countAll(place: MemoryPlace): Promise<number> {
    const { count } = await this.database.run<LongTermTables, { count: string | number | bigint }>('count-networks', (queries) =>
      queries
        .selectFrom('mesh_networks')
        .select((expression) => expression.fn.countAll().as('count'))
        .where('tenant_id', '=', place.tenantId)
        .where('network_id', '=', place.networkId)
        .executeTakeFirstOrThrow(),
    );
    return Number(count) + (await this.count(place));
  }

  /** Ids of memories said before `saidBefore` (undefined: whenever) that nothing superseded, and of those that do not hold since `heldBefore`. */
  async outdated(place: MemoryPlace, saidBefore: Date | undefined, heldBefore: Date, limit: number): Promise<string[]> {
    return this.chosen(place, (rows) => rows.where((row) => isOutdated(row, saidBefore, heldBefore)).limit(limit));
  }

  /** How many `outdated` would find. */
  async countOutdated({ tenantId, networkId }: MemoryPlace, saidBefore: Date | undefined, heldBefore: Date): Promise<number> {
    const { count } = await this.database.run<LongTermTables, { count: string | number | bigint }>('count-memories', (queries) =>
      queries
        .selectFrom('mesh_memories')
        .select((expression) => expression.fn.countAll().as('count'))
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId)
        .where((row) => isOutdated(row, saidBefore, heldBefore))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  /** Ids of the least important memories, the oldest of those first. */
  async leastImportant(place: MemoryPlace, limit: number): Promise<string[]> {
    return this.chosen(place, (rows) => rows.orderBy('importance').orderBy('created_at').orderBy('number').limit(limit));
  }

  private async chosen(place: MemoryPlace, choose: (rows: MemoryIds) => MemoryIds): Promise<string[]> {
    const rows = await this.database.run<LongTermTables, { memory_id: string }[]>('choose-memories', (queries) =>
      choose(memoryIds(queries, place)).execute(),
    );
    return rows.map((row) => row.memory_id);
  }

  private async locked<T>(operation: string, place: MemoryPlace, work: (queries: Transaction<LongTermTables>) => Promise<T>): Promise<T> {
    return this.database.run<LongTermTables, T>(operation, (queries) =>
      queries.transaction().execute(async (transaction) => {
        const name = `mesh-memory ${place.tenantId} ${place.networkId}`;
        await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
        return work(transaction);
      }),
    );
  }
}

/** Whether a memory was said too long ago, or has not held for too long. */
function isOutdated(row: ExpressionBuilder<LongTermTables, 'mesh_memories'>, saidBefore: Date | undefined, heldBefore: Date) {
  const isOver = row('valid_until', '<', heldBefore);
  return saidBefore === undefined
    ? isOver
    : row.or([isOver, row.and([row('valid_until', 'is', null), row('created_at', '<', saidBefore)])]);
}

/** Whether the database has what supersedes a memory: what was no long-term memory is gone with Redis. */
function isSuperseded(row: ExpressionBuilder<LongTermTables, 'mesh_memories'>) {
  const successor = row
    .selectFrom('mesh_memories as successor')
    .select('successor.memory_id')
    .whereRef('successor.tenant_id', '=', 'mesh_memories.tenant_id')
    .whereRef('successor.network_id', '=', 'mesh_memories.network_id')
    .whereRef('successor.memory_id', '=', 'mesh_memories.superseded_by');
  return row.exists(successor).as('is_superseded');
}

type Queries = Pick<Transaction<LongTermTables>, 'selectFrom'>;
type MemoryIds = ReturnType<typeof memoryIds>;

function memoryIds(queries: Queries, { tenantId, networkId }: MemoryPlace) {
  return queries.selectFrom('mesh_memories').select('memory_id').where('tenant_id', '=', tenantId).where('network_id', '=', networkId);
}

const parsed = <T>(json: Uint8Array) => JSON.parse(Buffer.from(json).toString()) as T;
