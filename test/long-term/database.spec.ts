import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../src/database/database';
import { folderWithDatabase } from '../embedded-database';
import { PostgresServer } from '../postgres-server';
import { freePort } from '../redis-server';
import { openedBy } from './databases';

beforeAll(() => Logger.overrideLogger(false));

/** Far below every deadline, and above what a busy machine adds. */
const AT_ONCE_MS = 1_000;

const numberOf = (database: Database) =>
  database.run('test', async (queries) => {
    const { rows } = await sql<{ n: number }>`select coalesce(max(n), 0) as n from kept`.execute(queries);
    return rows[0]?.n;
  });

/** Opens the database of `folder`, keeps 1 to 3, says so and stays. */
const STAYING = `
  const { Worker } = require('node:worker_threads');
  const [file, folder] = process.argv.slice(1);
  const worker = new Worker(file, { workerData: { folder } });
  const statements = ['create table kept (n int)', 'insert into kept values (1), (2)', 'begin', 'insert into kept values (9)'];
  worker.on('message', ({ ready, failed, error }) => {
    if (failed || error) throw new Error(failed ?? error.message);
    const sql = statements.shift();
    if (sql) worker.postMessage({ id: 1, sql, parameters: [] });
    else console.log('kept');
  });
`;

describe('the embedded database', () => {
  let dataDir: string;
  const opened: Database[] = [];
  const open = () => {
    const database = openedBy({ dataDir });
    opened.push(database);
    return database;
  };
  beforeEach(async () => (dataDir = await folderWithDatabase()));
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.onApplicationShutdown();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is not opened before somebody needs it, and is not made to look for what cannot be there', async () => {
    rmSync(join(dataDir, 'pg'), { recursive: true });
    const database = open();
    expect([database.state, database.mayHoldData, existsSync(join(dataDir, 'pg'))]).toEqual(['unused', false, false]);
  });

  it('belongs to one process; another does without and fails at once, until the first one ends', async () => {
    const [first, second] = [open(), open()];
    expect(await first.open()).toBe(true);
    expect(await second.open()).toBe(false);
    expect(second.state).toBe('away');
    const startedAtMs = performance.now();
    await expect(numberOf(second)).rejects.toMatchObject({ kind: 'unavailable', code: 'database-unavailable' });
    expect(performance.now() - startedAtMs).toBeLessThan(AT_ONCE_MS);
    await first.onApplicationShutdown();
    const third = open();
    expect(await third.open()).toBe(true);
  });

  it('has what was committed after the process was killed, and nothing of what was not', async () => {
    const worker = join(__dirname, '../../src/database/pglite-worker.mjs');
    const child = spawn(process.execPath, ['-e', STAYING, worker, join(dataDir, 'pg')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    writeFileSync(join(dataDir, 'pg.lock'), JSON.stringify({ pid: child.pid, host: hostname() }));
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await numberOf(open())).toBe(2);
  });

  it('keeps transactions apart that come at the same time', async () => {
    const database = open();
    await database.run('test', (queries) => sql`create table kept (n int)`.execute(queries));
    const add = () =>
      database.run('test', (queries) =>
        queries.transaction().execute(async (transaction) => {
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from kept`.execute(transaction);
          await sql`insert into kept values (${(rows[0]?.n ?? 0) + 1})`.execute(transaction);
        }),
      );
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await numberOf(database)).toBe(20);
  });

  it('tells a wrong statement from a database that is away', async () => {
    const database = open();
    const wrong = database.run('test', (queries) => sql`select * from nothing`.execute(queries));
    await expect(wrong).rejects.toMatchObject({ kind: 'internal', code: 'database-command-failed' });
    expect(database.state).toBe('ok');
  });
});

describe('a new embedded database', () => {
  it('is made without holding up the process, and half made ones are left behind', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    const database = openedBy({ dataDir });
    let longestMs = 0;
    let lastMs = performance.now();
    const watch = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 5);
    try {
      writeFileSync(join(dataDir, 'pg.new'), 'what a killed process left');
      expect(await database.open()).toBe(true);
      // A busy machine holds up everything; making the database takes seconds.
      expect(longestMs).toBeLessThan(AT_ONCE_MS);
    } finally {
      clearInterval(watch);
      await database.onApplicationShutdown();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('a database server that is not there', () => {
  it('costs the first caller a moment, and the others nothing', async () => {
    const database = openedBy({ url: `postgres://mesh:secret@127.0.0.1:${await freePort()}/mesh` });
    const refused = await numberOf(database).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'database-unavailable', retryable: true });
    expect(String((refused as Error).stack)).not.toContain('secret');
    const startedAtMs = performance.now();
    for (let n = 0; n < 100; n += 1) await expect(numberOf(database)).rejects.toMatchObject({ code: 'database-unavailable' });
    expect(performance.now() - startedAtMs).toBeLessThan(AT_ONCE_MS);
    await database.onApplicationShutdown();
  });

  it('that takes the call and says nothing keeps the first caller for the deadline of a connection, and the others not at all', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    const calls: Socket[] = [];
    silent.on('connection', (socket) => calls.push(socket));
    await once(silent, 'listening');
    const database = openedBy({ url: `postgres://mesh@127.0.0.1:${(silent.address() as AddressInfo).port}/mesh` });
    const startedAtMs = performance.now();
    await expect(numberOf(database)).rejects.toMatchObject({ code: 'database-unavailable' });
    expect(performance.now() - startedAtMs).toBeLessThan(6_000);
    const againAtMs = performance.now();
    await expect(numberOf(database)).rejects.toMatchObject({ code: 'database-unavailable' });
    expect(performance.now() - againAtMs).toBeLessThan(AT_ONCE_MS);
    for (const socket of calls) socket.destroy();
    silent.close();
    await database.onApplicationShutdown();
  });
});

(PostgresServer.isInstalled ? describe : describe.skip)('a database server that dies', () => {
  it.each([
    ['while it works', (transaction: Transaction<unknown>) => sql`select pg_sleep(4)`.execute(transaction)],
    ['between two statements', (_transaction: Transaction<unknown>, died: Promise<void>) => died],
  ])('%s in a transaction fails the call, not the process', async (_when, work) => {
    const server = await PostgresServer.start();
    const database = openedBy({ url: server.url });
    try {
      const call = database.run('test', (queries) =>
        queries.transaction().execute(async (transaction) => {
          await sql`select 1`.execute(transaction);
          await work(transaction, server.down());
          // That the connection is gone is known a moment after the server is.
          for (;;) await sql`select 1`.execute(transaction);
        }),
      );
      await expect(call).rejects.toMatchObject({ code: 'database-unavailable' });
      expect(database.state).toBe('away');
    } finally {
      await database.onApplicationShutdown();
      await server.remove();
    }
  });
});
