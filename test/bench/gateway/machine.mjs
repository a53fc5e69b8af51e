import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { findRedisProgram } from '../../../scripts/redis-binary.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { PORTKEY_VERSION } from './portkey.mjs';

/** What a figure means nothing without: the machine, the versions and the commit. */
export async function describeMachine() {
  const redis = await findRedisProgram();
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    redis: redis ? firstLine(redis.program, ['--version'], redis.env).split(' sha=')[0] : 'none',
    wrk: firstLine('wrk', ['-v']).split(' [')[0],
    portkey: PORTKEY_VERSION,
    commit: firstLine('git', ['describe', '--always', '--dirty', '--exclude', '*']),
  };
}

function firstLine(program, args, env = {}) {
  try {
    const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync(program, args, options).split('\n')[0].trim();
  } catch (error) {
    return error.stdout?.split('\n')[0].trim() || 'unknown'; // wrk ends with 1 after it has told its version
  }
}
