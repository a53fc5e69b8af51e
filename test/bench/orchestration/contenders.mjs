import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensurePeer } from '../peers.mjs';
import { Processes } from '../processes.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { startPostgres } from './postgres.mjs';
import { TalkingProcess } from './talking-process.mjs';

/** What is installed of LangGraph.js, none of it a dependency of this repository. */
export const LANGGRAPH = {
  '@langchain/core': '1.4.0',
  '@langchain/langgraph': '1.7.3',
  '@langchain/langgraph-checkpoint-postgres': '1.0.5',
};
export const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';

/** Folders of contenders that have not ended: an interrupt leaves none behind. */
const folders = new Set();
const remove = (folder) => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
process.once('exit', () => folders.forEach(remove));

/** By name, how each contender is started; what it needs beside it is its own. `undefined` where this machine lacks something. */
const STARTS = {
  'ai-mesh': async (processes) => {
    const redis = await startOwnRedis(processes);
    const env = {
      REDIS_URL: redis.url,
      MESH_DATA_DIR: path.join(processes.folder, 'mesh'),
      MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
      MESH_KEY_PEPPER: 'pepper-of-the-benchmark-pepper-of-it',
      MESH_LONG_TERM: process.env.MESH_LONG_TERM ?? 'off',
    };
    return { script: 'mesh.mjs', env, storePid: redis.pid, redisUrl: redis.url };
  },
  floor: async (processes) => {
    const redis = await startOwnRedis(processes);
    return { script: 'floor.mjs', env: { REDIS_URL: redis.url }, storePid: redis.pid, redisUrl: redis.url };
  },
  'langgraph-memory': async () => ({ script: 'langgraph.mjs', args: [await langgraph()] }),
  'langgraph-postgres': (processes) => withPostgres(processes, ''),
  'langgraph-postgres-relaxed': (processes) => withPostgres(processes, '?options=-c%20synchronous_commit%3Doff'),
};

export const CONTENDERS = Object.keys(STARTS);

/**
 * Starts one contender with everything of its own.
 * @param {string} name one of CONTENDERS
 * @returns {Promise<object | undefined>} undefined when this machine lacks what it stands on: `ask` it, then `end` it. `pid` is that of its engine,
 *   `storePid` of what it keeps its state in, `about` what it tells of itself
 */
export async function startContender(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-'));
  folders.add(folder);
  const processes = new Processes(folder);
  let talker;
  const end = async () => {
    talker?.kill(); // whatever it holds is thrown away with it
    await processes.end();
    remove(folder);
    folders.delete(folder);
  };
  try {
    const plan = await STARTS[name](processes);
    if (plan !== undefined) {
      const { script, args, env, storePid, redisUrl } = plan;
      const { about, ...started } = await TalkingProcess.start(processes, script, { name, args, env });
      talker = started.talker;
      const ask = (question, options, deadlineMs) => talker.ask(question, options, deadlineMs);
      return { name, about, pid: talker.pid, storePid, redisUrl, ask, end };
    }
  } catch (error) {
    await end();
    throw error;
  }
  await end();
  return undefined;
}

function langgraph() {
  return ensurePeer('langgraph', { dependencies: LANGGRAPH });
}

async function withPostgres(processes, options) {
  const postgres = await startPostgres(processes);
  if (postgres === undefined) return undefined;
  const env = { POSTGRES_URL: `${postgres.url}${options}` };
  return { script: 'langgraph.mjs', args: [await langgraph()], env, storePid: postgres.pid };
}
