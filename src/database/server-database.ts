import { Logger } from '@nestjs/common';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { OpenDatabase } from './open-database';

const MAX_CONNECTIONS = 4;
/** Milliseconds to connect, or to wait for one of the connections. */
const CONNECT_DEADLINE_MS = 3_000;
/** Milliseconds the server works on one statement, and those it may take to say so; shorter than the deadline of a call. */
const STATEMENT_DEADLINE_MS = 5_000;
const QUERY_DEADLINE_MS = 6_000;
const IDLE_MS = 60_000;

/** A pool of connections to a PostgreSQL server; TLS as the URL says (`sslmode`). It connects with the first call. */
export function openServer(url: string): OpenDatabase {
  const logger = new Logger('PostgreSQL');
  const pool = new Pool({
    connectionString: url,
    application_name: 'ai-mesh',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_DEADLINE_MS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: STATEMENT_DEADLINE_MS,
    query_timeout: QUERY_DEADLINE_MS,
    // A transaction waits for nothing but Redis, which has a shorter deadline.
    idle_in_transaction_session_timeout: 2 * STATEMENT_DEADLINE_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // Those that are idle: the next call makes a new one. Of those in use the call fails by itself, but the pool listens to idle ones only, and
  // an error that nobody listens to would end the process.
  const lost = (error: Error): void => logger.debug({ err: error }, 'a connection was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const queries = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = () => queries.destroy();
  // Whatever is under way meets its own deadline, and frees its connection then.
  return { queries, close, abandon: () => void close().catch(() => undefined) };
}
