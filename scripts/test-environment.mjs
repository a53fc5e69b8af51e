import { findRedisProgram, noRedis } from './redis-binary.mjs';

/**
 * The environment of tests: they start real Redis servers of their own from the program named here, and reach no data of
 * the user.
 * @returns {Promise<NodeJS.ProcessEnv>}
 * @throws Failure when no Redis program can be had
 */
export async function testEnvironment() {
  const binary = await findRedisProgram();
  if (!binary) throw noRedis();
  const env = { ...process.env, MESH_TEST_REDIS: JSON.stringify({ program: binary.program, env: binary.env }) };
  for (const name of ['REDIS_URL', 'MESH_DATA_DIR']) delete env[name];
  return env;
}
