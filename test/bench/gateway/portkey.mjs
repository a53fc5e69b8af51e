import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../scripts/failure.mjs';
import { CACHE } from '../../../scripts/places.mjs';
import { startProgress } from '../../../scripts/progress.mjs';
import { runQuietly } from '../../../scripts/tool.mjs';

const FOLDER = path.join(CACHE, 'bench-peers');
const INSTALL_DEADLINE_MS = 5 * 60_000;

/** The version measured. */
export const PORTKEY_VERSION = '1.15.2';

/** Newer versions of the two overridden packages make every Portkey stream answer 500. */
const MANIFEST = {
  private: true,
  dependencies: { '@portkey-ai/gateway': PORTKEY_VERSION },
  overrides: { '@hono/node-server': '1.13.5', hono: '4.9.7' },
};

/** Portkey's own build passes a third argument that the published async-retry drops; without it each call fails. */
const PATCH = { file: 'async-retry/lib/index.js', from: 'val = fn(bail, num);', to: 'val = fn(bail, num, op);' };

/**
 * Installs the Portkey gateway beside this repository's dependencies, never among them.
 * @returns {Promise<string>} the program to run with Node
 * @throws Failure with npm's output
 */
export async function ensurePortkey() {
  const modules = path.join(FOLDER, 'node_modules');
  const program = path.join(modules, '@portkey-ai/gateway/build/start-server.js');
  const manifest = JSON.stringify(MANIFEST, undefined, 2);
  const stamp = path.join(FOLDER, 'installed.json');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === manifest) return program;
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(path.join(FOLDER, 'package.json'), manifest);
  const progress = startProgress('installing the Portkey gateway');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { ok, output } = await runQuietly('npm', args, { cwd: FOLDER, deadlineMs: INSTALL_DEADLINE_MS });
  if (!ok) {
    progress.failed();
    throw new Failure(`${output}\nthe Portkey gateway could not be installed; npm's output is above`);
  }
  const patched = path.join(modules, PATCH.file);
  const source = fs.readFileSync(patched, 'utf8');
  if (!source.includes(PATCH.from) && !source.includes(PATCH.to))
    throw new Failure(`${PATCH.file} is not as expected: the patch does not fit`);
  fs.writeFileSync(patched, source.replace(PATCH.from, PATCH.to));
  fs.writeFileSync(stamp, manifest);
  progress.done(`installed the Portkey gateway ${PORTKEY_VERSION}`);
  return program;
}
