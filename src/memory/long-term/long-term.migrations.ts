import { sql, type Kysely, type Migration } from 'kysely';

const createTables: Migration = {
  async up(queries: Kysely<unknown>): Promise<void> {
    await sql`
      create table mesh_networks (
        tenant_id text not null,
        network_id text not null,
        document bytea not null,
        agents bytea not null,
        created_at timestamptz not null,
        updated_at timestamptz not null default now(),
        primary key (tenant_id, network_id)
      )`.execute(queries);
    await sql`
      create table mesh_memories (
        tenant_id text not null,
        network_id text not null,
        memory_id text not null,
        number bigint not null,
        type text not null,
        body bytea not null,
        importance double precision not null,
        confidence double precision not null,
        trust text not null,
        session_id text,
        actor text,
        supersedes text,
        superseded_by text,
        valid_until timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null default now(),
        promoted_at timestamptz not null default now(),
        primary key (tenant_id, network_id, memory_id)
      )`.execute(queries);
    await sql`create index mesh_memories_in_order on mesh_memories (tenant_id, network_id, created_at, number, memory_id)`.execute(queries);
    await sql`create index mesh_memories_by_worth on mesh_memories (tenant_id, network_id, importance, created_at)`.execute(queries);
    await sql`
      create index mesh_memories_successors on mesh_memories (tenant_id, network_id, superseded_by)
      where superseded_by is not null`.execute(queries);
    await sql`
      create index mesh_memories_predecessors on mesh_memories (tenant_id, network_id, supersedes)
      where supersedes is not null`.execute(queries);
    await sql`
      create index mesh_memories_outdated on mesh_memories (tenant_id, network_id, valid_until)
      where valid_until is not null`.execute(queries);
  },
};

/** What the long-term memory needs in the database. */
export const LONG_TERM_MIGRATIONS = { 'memory/2026-11-22-long-term': createTables };
