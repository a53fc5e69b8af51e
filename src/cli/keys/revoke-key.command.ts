import { readArguments } from '../arguments';
import type { Command, Io } from '../command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from '../connection';
import { json } from '../table';

/** Revokes a key. */
export const revokeKey: Command = {
  usage: 'keys revoke KEY_ID',
  summary: 'Revokes an API key and all below it: the very next request with it is refused, everywhere.',
  options: CONNECTION_HELP,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, CONNECTION_OPTIONS, ['KEY_ID']);
  const revoked = await clientOf(values, io).keys.revoke(positionals[0] ?? '', { signal: io.signal });
  io.out(values.json ? json(revoked) : `revoked: ${revoked.revoked_key_ids.join(', ')}\n`);
  return 0;
}
