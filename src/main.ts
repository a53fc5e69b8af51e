import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { CONFIG_FRAGMENTS } from './app.module';
import { loadConfig, ServerConfig } from './config';
import { createApp } from './create-app';
import { explainFailure } from './explain-failure';

async function main(): Promise<void> {
  const config = loadConfig(CONFIG_FRAGMENTS, process.env);
  const { host, port } = config.get(ServerConfig) as ServerConfig;
  const app = await createApp(config);
  await app.listen(port, host);
  new Logger('main').log({ url: await app.getUrl(), readyAfterMs: Math.round(process.uptime() * 1000) }, 'ready');
}

main().catch((error: unknown) => {
  console.error(`ai-mesh cannot start: ${explainFailure(error)}`);
  process.exit(1);
});
