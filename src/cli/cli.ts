import { createRequire } from 'node:module';
import { MeshApiError, MeshConnectionError } from '../client';
import { ConfigError } from '../config';
import { UsageError } from './arguments';
import type { Command, Io } from './command';

/** The file of every command by its words, which exports nothing else: only that of the one that is called is loaded, since some load the whole service. */
const COMMANDS: Readonly<Record<string, string>> = {
  start: './start.command',
  run: './run.command',
  models: './models.command',
  'keys create': './keys/create-key.command',
  'keys list': './keys/list-keys.command',
  'keys rotate': './keys/rotate-key.command',
  'keys revoke': './keys/revoke-key.command',
  'audit verify': './audit-verify.command',
  doctor: './doctor/doctor.command',
};

const requireHere = createRequire(__filename);

/** Runs what was typed. @returns the exit code: 0 when all is well, 1 when what was looked at is not, 2 when it could not be looked at. */
export async function runCli(words: readonly string[], io: Io): Promise<number> {
  const isHelp = words.includes('--help') || words.includes('-h');
  const name = Object.keys(COMMANDS).find((known) => words.slice(0, known.split(' ').length).join(' ') === known);
  if (name === undefined) {
    const isAsked = isHelp || words.length === 0;
    if (isAsked) io.out(overview());
    else io.err(`ai-mesh: there is no command "${words.join(' ')}"\n${overview()}`);
    return isAsked ? 0 : 2;
  }
  const command = load(COMMANDS[name] as string);
  if (isHelp) {
    io.out(`usage: ai-mesh ${command.usage}\n\n${command.summary}\n${command.options === undefined ? '' : `\n${command.options}\n`}`);
    return 0;
  }
  try {
    return await command.run(words.slice(name.split(' ').length), io);
  } catch (error) {
    return failed(error, command, io);
  }
}

function failed(error: unknown, { usage }: Command, io: Io): number {
  if (io.signal.aborted) io.err('ai-mesh: interrupted\n');
  else if (error instanceof UsageError) io.err(`ai-mesh: ${error.message}\nusage: ai-mesh ${usage}\n`);
  else if (error instanceof ConfigError) io.err(`ai-mesh: ${error.message}\n`);
  else if (error instanceof MeshConnectionError)
    io.err(`ai-mesh: ${error.message}. Does it run, and is the address right? \`ai-mesh doctor\` tells more.\n`);
  else if (error instanceof MeshApiError)
    io.err(`ai-mesh: ${error.message}${error.requestId === undefined ? '' : ` [request ${error.requestId}]`}\n`);
  else throw error;
  return error instanceof MeshApiError ? 1 : 2;
}

function overview(): string {
  const commands = Object.values(COMMANDS).map(load);
  return `usage: ai-mesh <command> [--help]\n\n${commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}`).join('\n')}\n`;
}

function load(file: string): Command {
  const [command] = Object.values(requireHere(file) as Record<string, Command>);
  return command as Command;
}
