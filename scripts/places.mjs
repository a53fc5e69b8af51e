import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What can be thrown away: downloads, locks, throw-away servers. */
export const CACHE = path.join(ROOT, '.cache');

/** Where the service keeps its state: `MESH_DATA_DIR`, or `.data` in the repository. */
export const DATA = path.resolve(ROOT, process.env.MESH_DATA_DIR || '.data');

/** A path as a person in the repository would write it. */
export function shown(file) {
  const relative = path.relative(ROOT, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
