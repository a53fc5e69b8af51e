import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readArguments, wholeNumber } from './arguments';
import type { Command, Io } from './command';

/** Beside which the command line lies. */
const SERVICE = join(__dirname, '../main.js');
/** As `npm start` starts it: see scripts/start.mjs. */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=32', '--no-allocation-site-pretenuring'];

/** Runs the service in the foreground. */
export const startService: Command = {
  usage: 'start [--port PORT] [--host HOST] [--data-dir FOLDER] [--redis URL]',
  summary:
    'Runs the service until it is interrupted. It needs a Redis: see `ai-mesh doctor`. All other settings come from the environment.',
  options: `  --port PORT        where it listens; else PORT, else 8080
  --host HOST        else HOST, else 127.0.0.1
  --data-dir FOLDER  where it keeps its keys and files; else MESH_DATA_DIR, else .data
  --redis URL        else REDIS_URL, else redis://127.0.0.1:6379`,
  run,
};

async function run(words: readonly string[], { environment, signal }: Io): Promise<number> {
  const { values } = readArguments(words, {
    port: { type: 'string' },
    host: { type: 'string' },
    'data-dir': { type: 'string' },
    redis: { type: 'string' },
  } as const);
  wholeNumber('port', values.port);
  const chosen = { PORT: values.port, HOST: values.host, MESH_DATA_DIR: values['data-dir'], REDIS_URL: values.redis };
  const env = { ...environment, ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) };
  const service = spawn(process.execPath, [...NODE_OPTIONS, SERVICE], { env, stdio: 'inherit' });
  // It ends what it has begun, and then itself.
  signal.addEventListener('abort', () => service.kill('SIGTERM'), { once: true });
  const [code] = (await once(service, 'exit')) as [number | null];
  return code === 0 || signal.aborted ? 0 : 1;
}
