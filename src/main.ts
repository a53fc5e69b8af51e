import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { CONFIG_FRAGMENTS } from './app.module';
import { ConfigError, loadConfig, ServerConfig } from './config';
import { createApp } from './create-app';
import { MeshError } from './errors';

async function main(): Promise<void> {
  const config = loadConfig(CONFIG_FRAGMENTS, process.env);
  const { host, port } = config.get(ServerConfig) as ServerConfig;
  const app = await createApp(config);
  await app.listen(port, host);
  new Logger('main').log({ url: await app.getUrl(), readyAfterMs: Math.round(process.uptime() * 1000) }, 'ready');
}

/** One line for what an operator can mend; a stack only for what nobody foresaw. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof MeshError) return `${error.detail}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}`;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return `${(error as Error).message}: set PORT to a free port`;
  if (error instanceof Error && 'syscall' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(`ai-mesh cannot start: ${explain(error)}`);
  process.exit(1);
});
