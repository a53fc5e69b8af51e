import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { findRedisProgram } from '../../scripts/redis-binary.mjs';
import { ROOT } from '../../scripts/places.mjs';

/**
 * What a figure means nothing without: the machine, the versions and the commit.
 * @param {Record<string, string>} versions of what else was measured or measured with
 */
export async function describeMachine(versions) {
  const redis = await findRedisProgram();
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    redis: redis ? firstLine(redis.program, ['--version'], redis.env).split(' sha=')[0] : 'none',
    ...versions,
    commit: firstLine('git', ['describe', '--always', '--dirty', '--exclude', '*']),
  };
}

/** The first line that a program prints; `unknown` when it cannot be run. */
export function firstLine(program, args, env = {}) {
  try {
    const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync(program, args, options).split('\n')[0].trim();
  } catch (error) {
    return error.stdout?.split('\n')[0].trim() || 'unknown'; // wrk ends with 1 after it has told its version
  }
}
