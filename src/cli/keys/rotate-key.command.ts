import { readArguments, wholeNumber } from '../arguments';
import type { Command, Io } from '../command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from '../connection';
import { json } from '../table';

/** Gives a key a new secret. */
export const rotateKey: Command = {
  usage: 'keys rotate KEY_ID [--grace SECONDS]',
  summary: 'Gives an API key a new secret and prints it, this once.',
  options: `  --grace SECONDS  for which the old secret holds beside the new one, at most a week; default 0\n${CONNECTION_HELP}`,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const options = { ...CONNECTION_OPTIONS, grace: { type: 'string' } } as const;
  const { values, positionals } = readArguments(words, options, ['KEY_ID']);
  const grace = wholeNumber('grace', values.grace);
  const body = grace === undefined ? {} : { grace_seconds: grace };
  const key = await clientOf(values, io).keys.rotate(positionals[0] ?? '', body, { signal: io.signal });
  io.out(values.json ? json(key) : `${key.api_key}\n`);
  if (!values.json)
    io.err(`The old secret ${key.previous_valid_until === null ? 'holds no more' : `holds until ${key.previous_valid_until}`}.\n`);
  return 0;
}
