import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { CACHE, shown } from './places.mjs';
import { say, startProgress } from './progress.mjs';
import { runQuietly } from './tool.mjs';
import { onPath } from './on-path.mjs';

const HOME = path.join(CACHE, 'redis-deb');
const UNPACKED = path.join(HOME, 'root');
const STEP_DEADLINE_MS = 120_000;

/**
 * A Redis server from the distribution's own packages, unpacked into the cache: no root, nothing installed.
 * @returns {Promise<{ program: string, env: object, from: string } | undefined>} undefined where that is not possible, with the reason said
 */
export async function redisFromDebian() {
  if (isUnpacked()) return server(UNPACKED);
  if (process.platform !== 'linux' || !onPath('apt-get') || !onPath('dpkg')) return undefined;
  return withLock(path.join(CACHE, 'redis-deb.lock'), 'downloading Redis', 4 * STEP_DEADLINE_MS, async () => {
    if (isUnpacked()) return server(UNPACKED);
    const progress = startProgress(`no Redis here: unpacking Debian packages into ${shown(HOME)} (no root needed)`);
    const fault = await unpack();
    if (fault) {
      progress.failed();
      say(`the Debian packages of Redis cannot be used: ${fault}`);
      return undefined;
    }
    progress.done('unpacked Redis');
    return server(UNPACKED);
  });
}

function isUnpacked() {
  return fs.existsSync(path.join(UNPACKED, 'usr/bin/redis-server'));
}

/** Downloads, unpacks aside, tries the program and only then gives the folder its name. @returns the fault, or nothing */
async function unpack() {
  const downloads = path.join(HOME, 'debs');
  const aside = path.join(HOME, 'unpacking');
  for (const folder of [downloads, aside]) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
  }
  const fault = await download(downloads);
  if (fault) return fault;
  for (const file of fs.readdirSync(downloads)) {
    const { ok, output } = await runQuietly('dpkg', ['-x', path.join(downloads, file), aside], { deadlineMs: STEP_DEADLINE_MS });
    if (!ok) return lastLine(output);
  }
  const { program, env } = server(aside);
  const tried = await runQuietly(program, ['--version'], { env: { ...process.env, ...env }, deadlineMs: 10_000 });
  if (!tried.ok) return lastLine(tried.output);
  fs.renameSync(aside, UNPACKED);
  fs.rmSync(downloads, { recursive: true, force: true });
  return '';
}

/** First with the package lists the system has; when they are missing or old, with lists of our own. */
async function download(folder) {
  const apt = (args) => runQuietly('apt-get', ['-qq', ...args], { cwd: folder, deadlineMs: STEP_DEADLINE_MS });
  const first = await apt(['download', 'redis-server', 'redis-tools', ...(await libraries([]))]);
  if (first.ok) return '';
  const own = ownLists();
  const updated = await apt([...own, 'update']);
  if (!updated.ok) return lastLine(updated.output);
  const second = await apt([...own, 'download', 'redis-server', 'redis-tools', ...(await libraries(own))]);
  return second.ok ? '' : lastLine(second.output);
}

/** The libraries redis-tools (which holds the program) asks for, under the names that this release gives them. */
async function libraries(options) {
  const { output } = await runQuietly('apt-cache', [...options, 'depends', 'redis-tools'], { deadlineMs: STEP_DEADLINE_MS });
  const names = [...output.matchAll(/^\s*Depends: ((?:lib|lua)[\w.+-]+)/gm)].map((match) => match[1]);
  return names.filter((name) => name !== 'libc6');
}

function ownLists() {
  const lists = path.join(HOME, 'apt/lists');
  const cache = path.join(HOME, 'apt/cache');
  fs.mkdirSync(path.join(lists, 'partial'), { recursive: true });
  fs.mkdirSync(path.join(cache, 'archives/partial'), { recursive: true });
  return [`Dir::State::Lists=${lists}`, `Dir::Cache=${cache}`, 'Debug::NoLocking=true', 'APT::Sandbox::User='].flatMap((option) => [
    '-o',
    option,
  ]);
}

function server(root) {
  const libraryFolders = ['usr/lib', 'lib'].flatMap((name) => {
    const folder = path.join(root, name);
    if (!fs.existsSync(folder)) return [];
    const perMachine = fs.readdirSync(folder).filter((entry) => entry.includes('-linux-gnu'));
    return [folder, ...perMachine.map((entry) => path.join(folder, entry))];
  });
  return {
    program: path.join(root, 'usr/bin/redis-server'),
    env: { LD_LIBRARY_PATH: [...libraryFolders, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
    from: 'unpacked Debian packages',
  };
}

function lastLine(output) {
  return output.split('\n').at(-1);
}
