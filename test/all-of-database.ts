import { sql } from 'kysely';
import type { Database } from '../src/database';
import type { StoreDump } from './all-of-redis';

type Row = Record<string, unknown>;

/** Every row of every table, bytes as the text that they hold. */
export function allOfDatabase(database: Database): StoreDump {
  return () =>
    database.run('test', async (queries) => {
      const names = await sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(queries);
      const tables = names.rows.map(async ({ name }) => {
        const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(queries);
        return { at: name, text: rows.map(textOf).join('\n') };
      });
      return Promise.all(tables);
    });
}

function textOf(row: Row): string {
  const texts = Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)));
  return texts.join('\n');
}
