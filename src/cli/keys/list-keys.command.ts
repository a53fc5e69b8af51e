import type { ApiKey } from '../../client';
import { readArguments } from '../arguments';
import type { Command, Io } from '../command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from '../connection';
import { json, table } from '../table';

/** Lists the keys of a tenant. */
export const listKeys: Command = {
  usage: 'keys list',
  summary: 'Lists the API keys of the tenant, without their secrets.',
  options: CONNECTION_HELP,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(words, CONNECTION_OPTIONS);
  const keys: ApiKey[] = [];
  for await (const key of clientOf(values, io).keys.all({ signal: io.signal })) keys.push(key);
  const rows = keys.map((key) => [
    key.key_id,
    key.name,
    key.role,
    key.user_id,
    key.status,
    key.expires_at ?? 'never',
    key.last_used_at ?? 'never',
  ]);
  io.out(values.json ? json(keys) : table(['KEY', 'NAME', 'ROLE', 'USER', 'STATUS', 'EXPIRES', 'LAST USED'], rows));
  return 0;
}
