import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { Failure } from './failure.mjs';
import { CACHE, ROOT } from './places.mjs';
import { say, startProgress } from './progress.mjs';
import { runQuietly } from './tool.mjs';

const MODULES = path.join(ROOT, 'node_modules');
const STAMP = path.join(MODULES, '.mesh-lock');
const LOCK_FILE = path.join(ROOT, 'package-lock.json');
const INSTALL_DEADLINE_MS = 15 * 60_000;

/**
 * Installs the dependencies of package-lock.json unless they are there already.
 * @throws Failure with npm's own output when npm fails
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock(path.join(CACHE, 'install.lock'), 'installing dependencies', INSTALL_DEADLINE_MS, async () => {
    if (!isInstalled()) await install();
  });
}

/** npm writes node_modules/.package-lock.json last, so without it an install was never finished. */
function isInstalled() {
  const finished = path.join(MODULES, '.package-lock.json');
  if (!fs.existsSync(finished)) return false;
  const text = fs.readFileSync(LOCK_FILE, 'utf8');
  const wanted = digest(text);
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return true;
  if (fs.lstatSync(MODULES).isSymbolicLink()) return true; // someone else's install: `npm ci` through the link would empty it
  if (!holdsAll(JSON.parse(text).packages, JSON.parse(fs.readFileSync(finished, 'utf8')).packages)) return false;
  fs.writeFileSync(STAMP, wanted);
  return true;
}

/** Whether an install made by hand (`npm ci`, `npm install`) has every package that this machine needs, in its version. */
function holdsAll(wanted, present) {
  return packagesHere(wanted).every((name) => present[name]?.version === wanted[name].version);
}

/**
 * The places under node_modules that the lock file fills on this platform. Optional packages that name no platform are left out:
 * npm installs them only below a platform package (WebAssembly, mostly), so that they may be absent from a whole install.
 */
function packagesHere(packages) {
  return Object.keys(packages).filter((name) => {
    const { os, cpu, libc, optional, link } = packages[name];
    if (name === '' || link || (optional && !os && !cpu)) return false;
    return fits(os, process.platform) && fits(cpu, process.arch) && (!libc || fits(libc, libcHere()));
  });
}

/** npm's rule for `os`, `cpu` and `libc`: no list fits everything; names are allowed, or refused by a leading `!`. */
function fits(list, value) {
  if (!list) return true;
  const refused = list.filter((entry) => entry.startsWith('!'));
  return refused.length === list.length ? !list.includes(`!${value}`) : list.includes(value) && !list.includes(`!${value}`);
}

let knownLibc;
function libcHere() {
  knownLibc ??= process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return knownLibc;
}

async function install() {
  const text = fs.readFileSync(LOCK_FILE, 'utf8');
  const names = packagesHere(JSON.parse(text).packages);
  const present = () => names.filter((name) => fs.existsSync(path.join(ROOT, name, 'package.json'))).length;
  fs.rmSync(STAMP, { force: true });
  const progress = startProgress('installing dependencies', () => `${present()}/${names.length} packages`);
  const { ok, output } = await npm(['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--include=dev'], INSTALL_DEADLINE_MS);
  if (!ok) {
    progress.failed();
    throw new Failure(`${output}\nnpm ci failed; its output is above`);
  }
  fs.writeFileSync(STAMP, digest(text));
  progress.done(`installed ${present()} packages`);
  if (output.includes('EBADENGINE')) say(output);
}

/** The npm that runs us when there is one, so that no other has to be on the PATH. */
function npm(args, deadlineMs) {
  const env = { ...process.env, npm_config_progress: 'false', npm_config_update_notifier: 'false', npm_config_yes: 'true' };
  const own = process.env.npm_execpath;
  const isNpm = own !== undefined && path.basename(own).startsWith('npm');
  return isNpm
    ? runQuietly(process.execPath, [own, ...args], { cwd: ROOT, env, deadlineMs })
    : runQuietly('npm', args, { cwd: ROOT, env, deadlineMs });
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
