import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../../database';
import type { Network } from '../../networks';
import type { MemoryBody } from '../memory-body';
import { isOfPerson } from '../memory-of-person';
import { LongTermRows } from './long-term.rows';
import type { LongTermTables } from './long-term.tables';

/** Rows looked at by one statement. */
const ROWS_AT_ONCE = 200;

/** Where a page of rows ended. */
interface RowEnd {
  networkId: string;
  memoryId: string;
}

/**
 * The rows of the database that name a person, whatever Redis has: it may have lost a network, or the long-term memory may have been switched
 * off since they were written. Every method @throws MeshError 503 when the database is away, and the reason of `signal` once that is aborted.
 */
@Injectable()
export class RowsOfPerson {
  constructor(
    private readonly database: Database,
    private readonly rows: LongTermRows,
  ) {}

  /**
   * Deletes the memories of a person, and takes it out of the networks that it made; resolves to how many rows that were. To be called after they
   * went from Redis: what Redis still has may be written again.
   */
  async erase(tenantId: string, userId: string, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const found of this.memories(tenantId, userId, signal)) {
      for (const { networkId, memoryId } of found) await this.rows.remove({ tenantId, networkId }, [memoryId]);
      erased += found.length;
    }
    for await (const networkId of this.networks(tenantId, userId, signal)) {
      await this.rows.changeNetwork({ tenantId, networkId }, (network) =>
        network.createdBy === userId ? { ...network, createdBy: '(erased)' } : network,
      );
      erased += 1;
    }
    return erased;
  }

  async count(tenantId: string, userId: string, signal: AbortSignal): Promise<number> {
    let count = 0;
    for await (const found of this.memories(tenantId, userId, signal)) count += found.length;
    const networks = this.networks(tenantId, userId, signal);
    while ((await networks.next()).done !== true) count += 1;
    return count;
  }

  private async *memories(tenantId: string, userId: string, signal: AbortSignal): AsyncGenerator<RowEnd[]> {
    if (!this.database.mayHoldData) return;
    for (let after: RowEnd | undefined; ;) {
      signal.throwIfAborted();
      const page = await this.memoryPage(tenantId, userId, after);
      if (page.found.length > 0) yield page.found;
      if (page.end === undefined) return;
      after = page.end;
    }
  }

  /** What does not hold the id at all stays where it is; of the rest it is told here what the id says. */
  private async memoryPage(tenantId: string, userId: string, after: RowEnd | undefined): Promise<{ found: RowEnd[]; end?: RowEnd }> {
    const named = Buffer.from(JSON.stringify(userId));
    const looked = await this.database.run<LongTermTables, { network_id: string; memory_id: string; is_named: boolean }[]>(
      'find-person',
      (queries) => {
        const all = queries
          .selectFrom('mesh_memories')
          .select(['network_id', 'memory_id'])
          .select(sql<boolean>`position(${named}::bytea in body) > 0`.as('is_named'))
          .where('tenant_id', '=', tenantId);
        const rest = after ? all.where(sql<boolean>`(network_id, memory_id) > (${after.networkId}, ${after.memoryId})`) : all;
        return rest.orderBy('network_id').orderBy('memory_id').limit(ROWS_AT_ONCE).execute();
      },
    );
    const found: RowEnd[] = [];
    for (const { network_id: networkId, memory_id: memoryId, is_named: isNamed } of looked)
      if (isNamed && (await this.isOf(tenantId, userId, { networkId, memoryId }))) found.push({ networkId, memoryId });
    const last = looked.at(-1);
    if (last === undefined || looked.length < ROWS_AT_ONCE) return { found };
    return { found, end: { networkId: last.network_id, memoryId: last.memory_id } };
  }

  private async isOf(tenantId: string, userId: string, { networkId, memoryId }: RowEnd): Promise<boolean> {
    const row = await this.database.run<LongTermTables, { body: Uint8Array } | undefined>('find-person', (queries) =>
      queries
        .selectFrom('mesh_memories')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('network_id', '=', networkId)
        .where('memory_id', '=', memoryId)
        .executeTakeFirst(),
    );
    return row !== undefined && isOfPerson(JSON.parse(Buffer.from(row.body).toString()) as MemoryBody, userId);
  }

  private async *networks(tenantId: string, userId: string, signal: AbortSignal): AsyncGenerator<string> {
    if (!this.database.mayHoldData) return;
    for (let after = ''; ;) {
      signal.throwIfAborted();
      const page = await this.networkPage(tenantId, after);
      for (const { network_id: networkId, document } of page)
        if ((JSON.parse(Buffer.from(document).toString()) as Network).createdBy === userId) yield networkId;
      const last = page.at(-1);
      if (last === undefined || page.length < ROWS_AT_ONCE) return;
      after = last.network_id;
    }
  }

  private async networkPage(tenantId: string, after: string): Promise<{ network_id: string; document: Uint8Array }[]> {
    return this.database.run<LongTermTables, { network_id: string; document: Uint8Array }[]>('find-person', (queries) =>
      queries
        .selectFrom('mesh_networks')
        .select(['network_id', 'document'])
        .where('tenant_id', '=', tenantId)
        .where('network_id', '>', after)
        .orderBy('network_id')
        .limit(ROWS_AT_ONCE)
        .execute(),
    );
  }
}
