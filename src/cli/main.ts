#!/usr/bin/env node
import { verifyAuditExport } from './audit-verify.command';
import type { Command } from './command';

/** Every command by its words; each is a file of its own. */
const COMMANDS: Readonly<Record<string, Command>> = { 'audit verify': verifyAuditExport };

const USAGE = `usage: ai-mesh <command>

${Object.values(COMMANDS)
  .map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
  .join('\n')}
`;

async function run(words: readonly string[]): Promise<number> {
  const [name] = Object.keys(COMMANDS).filter((known) => words.slice(0, known.split(' ').length).join(' ') === known);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name !== undefined && command !== undefined) return command.run(words.slice(name.split(' ').length));
  const isHelp = words.length === 0 || words.includes('--help') || words.includes('-h');
  (isHelp ? process.stdout : process.stderr).write(USAGE);
  return isHelp ? 0 : 2;
}

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
