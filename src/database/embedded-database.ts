import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { FolderLock } from './folder-lock';
import type { OpenDatabase } from './open-database';
import { pgliteDialect } from './pglite.dialect';
import { PgliteThread } from './pglite-thread';

/** Milliseconds an orderly end may take. */
const CLOSE_DEADLINE_MS = 5_000;

/** PostgreSQL embedded in this process, in `folder`; undefined while another process has it. */
export async function openEmbedded(folder: string): Promise<OpenDatabase | undefined> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const lock = FolderLock.take(`${folder}.lock`);
  if (lock === undefined) return undefined;
  const thread = await PgliteThread.open(folder).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const queries = new Kysely<unknown>({ dialect: pgliteDialect(thread) });
  // Nobody else may have the folder before the thread has left it.
  const abandon = async () => {
    await thread.terminate().catch(() => undefined);
    lock.release();
  };
  const close = async () => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_DEADLINE_MS).unref());
    await Promise.race([thread.close(), late]);
    await abandon();
  };
  return { queries, close, abandon: () => void abandon() };
}
