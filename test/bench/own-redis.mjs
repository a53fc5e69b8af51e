import { freePort } from '../../scripts/free-port.mjs';
import { findRedisProgram, noRedis } from '../../scripts/redis-binary.mjs';

/** As `npm start` sets up a server of its own. */
const SETTINGS = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];

/**
 * Starts a Redis for one measurement, in the folder of its processes.
 * @param {import('./processes.mjs').Processes} processes
 * @returns {Promise<{ url: string, pid: number }>}
 * @throws Failure when there is no Redis on this machine
 */
export async function startOwnRedis(processes) {
  const binary = await findRedisProgram();
  if (!binary) throw noRedis();
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', processes.folder, ...SETTINGS];
  const pid = await processes.start('redis', binary.program, settings, { port, env: binary.env });
  return { url: `redis://127.0.0.1:${port}`, pid };
}
