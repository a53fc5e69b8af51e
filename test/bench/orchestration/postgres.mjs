import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../../../scripts/free-port.mjs';
import { onPath } from '../../../scripts/on-path.mjs';

const DEBIAN = '/usr/lib/postgresql';

/**
 * Starts a PostgreSQL with its usual settings for one measurement, in the folder of its processes.
 * @param {import('../processes.mjs').Processes} processes
 * @returns {Promise<{ url: string, pid: number } | undefined>} undefined when this machine has none that we may run
 */
export async function startPostgres(processes) {
  const programs = programFolder();
  const user = process.getuid() === 0 ? unprivileged() : {};
  if (programs === undefined || user === undefined) return undefined;
  const home = path.join(processes.folder, 'postgres');
  fs.mkdirSync(home);
  if (user.uid !== undefined) {
    fs.chmodSync(processes.folder, 0o755); // the server, which is not root, has to reach what is its own
    fs.chownSync(home, user.uid, user.gid);
  }
  const [folder, port] = [path.join(home, 'data'), await freePort()];
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  execFileSync(path.join(programs, 'initdb'), ['-D', folder, '-U', 'mesh', '-A', 'trust', '-E', 'UTF8'], { ...user, env, stdio: 'ignore' });
  const args = ['-D', folder, '-p', String(port), '-k', home, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'];
  const program = path.join(programs, 'postgres');
  const pid = await processes.start('postgres', program, args, { port, env, ...user });
  return { url: `postgres://mesh@127.0.0.1:${port}/postgres`, pid };
}

/** Where the programs are: those of Debian's newest version, else what is on the path. */
function programFolder() {
  const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => path.join(DEBIAN, version, 'bin'));
  const known = onPath('postgres');
  if (known !== undefined) folders.push(path.dirname(known));
  return folders.find((folder) => fs.existsSync(path.join(folder, 'initdb')) && fs.existsSync(path.join(folder, 'postgres')));
}

/** The user `postgres`: the server refuses to be run by root. */
function unprivileged() {
  try {
    const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
