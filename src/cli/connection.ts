import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeshClient } from '../client';
import { loadConfig, ServerConfig } from '../config';
import { UsageError } from './arguments';
import { CliConfig } from './cli.config';
import type { Io } from './command';

/** Options of every command that asks a mesh. */
export const CONNECTION_OPTIONS = { url: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } } as const;

/** The same, as `--help` shows them. */
export const CONNECTION_HELP = `  --url URL   the mesh; else MESH_URL, else the PORT of this machine (8080)
  --key KEY   the API key; else MESH_API_KEY, else the file admin.key in MESH_DATA_DIR (.data)
  --json      prints JSON, for programs`;

/** Which mesh is meant, and the key for it. */
export interface Target {
  url: string;
  /** Undefined where there is none. */
  key: string | undefined;
}

/** What the options say, or the environment, or what lies in the data folder. @throws ConfigError */
export function targetOf(values: { url?: string; key?: string }, { environment }: Pick<Io, 'environment'>): Target {
  const config = loadConfig([CliConfig, ServerConfig], environment);
  const { url, apiKey } = config.get(CliConfig) as CliConfig;
  const { dataDir, port } = config.get(ServerConfig) as ServerConfig;
  return { url: values.url ?? url ?? `http://127.0.0.1:${port}`, key: values.key ?? apiKey ?? adminKeyIn(dataDir) };
}

/** A client of the mesh that is meant. @throws UsageError where there is no key for it, or its address is none. */
export function clientOf(values: { url?: string; key?: string }, io: Io): MeshClient {
  const { url, key } = targetOf(values, io);
  if (key === undefined)
    throw new UsageError('there is no API key: give --key or set MESH_API_KEY, or MESH_DATA_DIR to the folder of the mesh');
  try {
    return new MeshClient({ url, apiKey: key });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function adminKeyIn(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, 'admin.key'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
