import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { SERVICE } from '../../scripts/start.mjs';
import { startOwnRedis } from './own-redis.mjs';
import { withProcesses } from './processes.mjs';

const run = promisify(execFile);
const NODE_FLAGS = SERVICE.filter((argument) => argument.startsWith('--'));
/** Characters that a script may write. */
const MAX_OUTPUT = 2 ** 26;

/**
 * Runs a script in a process of its own.
 * @param {string[]} args of Node
 * @param {{ timeoutMs: number, env?: object }} options
 * @returns {Promise<any>} what the last line says that it writes, which is JSON
 */
export async function resultOf(args, { timeoutMs, env = {} }) {
  const options = { env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: MAX_OUTPUT };
  const { stdout } = await run(process.execPath, args, options);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/**
 * Runs a script that starts the assembled service in its own process, as the service is started and with a Redis of its own.
 * @param {string[]} args the script and what it is told
 * @param {{ timeoutMs: number }} options
 * @returns {Promise<any>} as `resultOf`
 */
export function resultInService(args, { timeoutMs }) {
  return withProcesses(async (processes) => {
    const { url } = await startOwnRedis(processes);
    const env = {
      ...{ REDIS_URL: url, MESH_DATA_DIR: path.join(processes.folder, 'mesh') },
      MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-benchmark',
    };
    return resultOf([...NODE_FLAGS, ...args], { timeoutMs, env });
  });
}
