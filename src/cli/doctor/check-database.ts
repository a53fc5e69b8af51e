import { Client } from 'pg';
import type { LoadedConfig } from '../../config';
import { DatabaseConfig } from '../../database';
import { bad, ok, reasonOf, type Finding } from './finding';

const DEADLINE_MS = 5_000;

/** Whether the database answers that `DATABASE_URL` names; an embedded one is not opened, since one process alone may have it. */
export async function checkDatabase(config: LoadedConfig): Promise<Finding> {
  const { url } = config.get(DatabaseConfig) as DatabaseConfig;
  if (url === undefined) return ok('database', 'PostgreSQL embedded in the process, in the folder pg of the data folder');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: DEADLINE_MS, query_timeout: DEADLINE_MS });
  client.on('error', () => undefined); // told by the query
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return ok('database', `PostgreSQL ${rows[0]?.server_version ?? ''} answers`);
  } catch (error) {
    return bad(
      'database',
      `PostgreSQL does not answer: ${reasonOf(error)}`,
      'start it, or set DATABASE_URL right, or take it away for an embedded one',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
