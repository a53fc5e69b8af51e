import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Histogram } from 'prom-client';
import { ServerConfig } from '../../src/config';
import { Database } from '../../src/database/database';
import { DatabaseConfig } from '../../src/database/database.config';
import { folderWithDatabase } from '../embedded-database';
import { PostgresServer } from '../postgres-server';

/** One of the databases that the long-term memory must work on. */
export interface TestDatabase {
  /** Settings of a service that shall use it. */
  environment: { MESH_DATA_DIR: string; DATABASE_URL?: string };
  server?: PostgresServer;
  remove(): Promise<void>;
}

/** Both databases by name, where a PostgreSQL server is installed; else the embedded one alone, with a word. */
export const TEST_DATABASES: [string, () => Promise<TestDatabase>][] = [['PGlite', embedded]];
if (PostgresServer.isInstalled) TEST_DATABASES.push(['a PostgreSQL server', onServer]);
else console.warn('no PostgreSQL server is installed: tests with one are left out');

async function embedded(): Promise<TestDatabase> {
  return { environment: { MESH_DATA_DIR: await folderWithDatabase() }, remove: async () => undefined };
}

async function onServer(): Promise<TestDatabase> {
  const server = await PostgresServer.start();
  const MESH_DATA_DIR = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
  return { environment: { MESH_DATA_DIR, DATABASE_URL: server.url }, server, remove: () => server.remove() };
}

/** A database as one process of the service has it; the test ends it. */
export function openedBy(settings: { url?: string; dataDir?: string }): Database {
  const config = Object.assign(new DatabaseConfig(), settings.url === undefined ? {} : { url: settings.url });
  const server = Object.assign(new ServerConfig(), settings.dataDir === undefined ? {} : { dataDir: settings.dataDir });
  return new Database(config, server, new Histogram({ name: 'seconds', help: 'seconds', labelNames: ['operation'], registers: [] }));
}
