// PostgreSQL compiled to WebAssembly works synchronously: it runs in a thread of its own, so that it never holds up the service.
// Told { folder } as workerData. Says { ready: true } or { failed: message }; then answers { id, sql, parameters } with { id, rows,
// affectedRows } or { id, error: { message, code } }, and { close: true } by ending.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { folder } = workerData;

/** A new database is made aside, so that a process killed meanwhile leaves nothing half made. */
async function make() {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  const database = await PGlite.create(aside);
  await database.close();
  renameSync(aside, folder);
}

async function open() {
  if (!existsSync(folder)) await make();
  return PGlite.create(folder);
}

async function answer(database, { id, sql, parameters }) {
  try {
    const { rows, affectedRows } = await database.query(sql, parameters);
    parentPort.postMessage({ id, rows, affectedRows });
  } catch (error) {
    parentPort.postMessage({ id, error: { message: error.message, code: error.code } });
  }
}

try {
  const database = await open();
  parentPort.on('message', (message) => {
    if (message.close) void database.close().finally(() => process.exit(0));
    else void answer(database, message);
  });
  parentPort.postMessage({ ready: true });
} catch (error) {
  parentPort.postMessage({ failed: error.message });
}
