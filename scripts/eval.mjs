import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startBackgroundService } from './background-service.mjs';
import { ensureBuilt } from './build.mjs';
import { endChild } from './end-child.mjs';
import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { endPrivate } from './private-redis.mjs';
import { say } from './progress.mjs';
import { findRedisProgram, noRedis } from './redis-binary.mjs';
import { startRedisServer } from './redis-server.mjs';
import { SERVICE } from './start.mjs';

const END_DEADLINE_MS = 15_000;

/**
 * Runs the evals against a service and a Redis of their own, which leave nothing behind. Models are asked where their keys are in the environment, else the
 * sandbox. @param args go to `test/evals/run.mjs` @returns 1 when a check does not hold
 */
export async function evaluate(args) {
  await ensureInstalled();
  await ensureBuilt();
  const binary = await findRedisProgram();
  if (!binary) throw noRedis();
  const key = randomBytes(24).toString('hex');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-eval-'));
  const redis = await startRedisServer(binary, path.join(folder, 'redis'));
  try {
    const env = { ...process.env, REDIS_URL: redis.url, MESH_LONG_TERM: 'off', MESH_BOOTSTRAP_KEY: key };
    const { url, child } = await startBackgroundService(SERVICE, env, path.join(folder, 'service.log'), path.join(folder, 'data'));
    try {
      return await runInForeground(['test/evals/run.mjs', ...args], {
        cwd: ROOT,
        env: { ...process.env, MESH_URL: url, MESH_API_KEY: key },
      });
    } finally {
      if (!(await endChild(child, END_DEADLINE_MS))) say(`the service did not end within ${END_DEADLINE_MS / 1000} s and was killed`);
    }
  } finally {
    await endPrivate(path.join(folder, 'redis'), redis, END_DEADLINE_MS);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
