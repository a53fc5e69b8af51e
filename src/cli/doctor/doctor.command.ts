import { readArguments } from '../arguments';
import type { Command, Io } from '../command';
import { CONNECTION_HELP, CONNECTION_OPTIONS, targetOf } from '../connection';
import { json } from '../table';
import { checkDataFolder, checkSecrets } from './check-data-folder';
import { checkDatabase } from './check-database';
import { checkRedis } from './check-redis';
import { checkService } from './check-service';
import { checkNode, checkProviders, readSettings } from './check-settings';
import type { Finding } from './finding';

/** Looks at everything that the service needs. */
export const examine: Command = {
  usage: 'doctor',
  summary:
    'Looks at what the service needs, here and with the settings of this shell, and says what to do. Exit code 1 where something does not work.',
  options: CONNECTION_HELP,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(words, CONNECTION_OPTIONS);
  const found: Finding[] = [];
  const tell = (...findings: Finding[]) => {
    found.push(...findings);
    if (!values.json) for (const finding of findings) io.out(lineOf(finding));
  };
  tell(checkNode(process.versions.node));
  const { config, findings } = readSettings(io.environment);
  tell(...findings);
  if (config !== undefined) {
    tell(checkDataFolder(config), ...checkSecrets(config));
    tell(...(await checkRedis(config)));
    tell(await checkDatabase(config), checkProviders(config));
    tell(...(await checkService(targetOf(values, io))));
  }
  if (values.json) io.out(json(found));
  return found.some(({ status }) => status === 'bad') ? 1 : 0;
}

function lineOf({ name, status, says, todo }: Finding): string {
  return `${status.padEnd(4)}  ${name}: ${says}${todo === undefined ? '' : `\n      → ${todo}`}\n`;
}
