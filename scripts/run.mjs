#!/usr/bin/env node
// npm run demo | start | stop | reindex | eval | safety:eval | test | check | build: everything a fresh clone needs, with Node and npm alone.
import { watchInterrupts } from './interrupt.mjs';
import { requireNode } from './node-version.mjs';

const COMMANDS = {
  demo: async (args) => (await import('./demo.mjs')).demo(args),
  start: async (args) => (await import('./start.mjs')).start(args),
  stop: async () => (await import('./stop-redis.mjs')).stopRedis(),
  reindex: async (args) => (await import('./reindex.mjs')).reindex(args),
  eval: async (args) => (await import('./eval.mjs')).evaluate(args),
  'safety-eval': async (args) => (await import('./safety/eval.mjs')).evaluateSafety(args),
  test: async (args) => (await import('./test.mjs')).test(args),
  check: async () => (await import('./check.mjs')).check(),
  build: async () => {
    await (await import('./install.mjs')).ensureInstalled();
    await (await import('./build.mjs')).ensureBuilt();
  },
};

requireNode();
watchInterrupts();
const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, name ?? '')) {
  console.error(`usage: node scripts/run.mjs <${Object.keys(COMMANDS).join('|')}>`);
  process.exit(2);
}
try {
  process.exitCode = (await COMMANDS[name](args)) ?? 0;
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
