import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../scripts/failure.mjs';
import { CACHE } from '../../scripts/places.mjs';
import { startProgress } from '../../scripts/progress.mjs';
import { runQuietly } from '../../scripts/tool.mjs';

const INSTALL_DEADLINE_MS = 5 * 60_000;

/**
 * Installs what is measured beside us, never among this repository's dependencies; once for each manifest.
 * @param {string} name of its folder
 * @param {object} manifest its package.json
 * @param {(modules: string) => void} [mend] what has to be done to it afterwards
 * @returns {Promise<string>} its node_modules
 * @throws Failure with npm's output
 */
export async function ensurePeer(name, manifest, mend = () => undefined) {
  const folder = path.join(CACHE, 'bench-peers', name);
  const modules = path.join(folder, 'node_modules');
  const text = JSON.stringify({ private: true, ...manifest }, undefined, 2);
  const stamp = path.join(folder, 'installed.json');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === text) return modules;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), text);
  const progress = startProgress(`installing ${name}`);
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { ok, output } = await runQuietly('npm', args, { cwd: folder, deadlineMs: INSTALL_DEADLINE_MS });
  if (!ok) {
    progress.failed();
    throw new Failure(`${output}\n${name} could not be installed; npm's output is above`);
  }
  mend(modules);
  fs.writeFileSync(stamp, text);
  progress.done(`installed ${name}`);
  return modules;
}
