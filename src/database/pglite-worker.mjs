// PostgreSQL compiled to WebAssembly works synchronously: it runs in a thread of its own, so that it never holds up the service.
// Told { folder, make } as workerData. To make a database it says { made: true } and ends, and takes its memory with it, 400 MB more than to
// open one. Else it says { ready: true }; then it answers { id, sql, parameters } with { id, rows, affectedRows } or
// { id, error: { message, code } }, and { close: true } by ending. What fails at the start it says as { failed: message }.
import { renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { folder, make } = workerData;

/** A new database is made aside, so that a process killed meanwhile leaves nothing half made. */
async function makeDatabase() {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  const database = await PGlite.create(aside);
  await database.close();
  renameSync(aside, folder);
  parentPort.postMessage({ made: true });
}

async function openDatabase() {
  const database = await PGlite.create(folder);
  parentPort.on('message', (message) => {
    if (message.close) void database.close().finally(() => process.exit(0));
    else void answer(database, message);
  });
  parentPort.postMessage({ ready: true });
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
  await (make ? makeDatabase() : openDatabase());
} catch (error) {
  parentPort.postMessage({ failed: error.message });
}
