import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgliteThread } from '../src/database/pglite-thread';

const CACHE = join(__dirname, '../.cache');

/** A folder for the data of a service, in which an empty embedded database is made already: to make one takes seconds. The test removes it. */
export async function folderWithDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
  cpSync(await emptyDatabase(), join(folder, 'pg'), { recursive: true });
  return folder;
}

/** Made once for all test runs with one version of PGlite. */
async function emptyDatabase(): Promise<string> {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../node_modules/@electric-sql/pglite/package.json'), 'utf8')) as {
    version: string;
  };
  const made = join(CACHE, `pglite-${manifest.version}`);
  if (existsSync(made)) return made;
  mkdirSync(CACHE, { recursive: true });
  const aside = `${made}.${process.pid}`;
  const thread = await PgliteThread.open(aside);
  await thread.close();
  try {
    renameSync(aside, made);
  } catch {
    rmSync(aside, { recursive: true, force: true }); // another test was faster
  }
  return made;
}
