import { readArguments } from '../arguments';
import type { Command, Io } from '../command';
import { clientOf, CONNECTION_HELP, CONNECTION_OPTIONS } from '../connection';
import { json } from '../table';
import { roleOf } from './keys.options';

/** Makes an API key. */
export const createKey: Command = {
  usage: 'keys create NAME [--role ROLE] [--user USER] [--scope SCOPE]... [--expires TIME] [--tenant TENANT]',
  summary: 'Makes an API key and prints it, this once.',
  options: `  --role ROLE      admin, operator, user or viewer; default user
  --user USER      whose it is; default NAME
  --scope SCOPE    less than its role may, such as tasks:read; may be given several times
  --expires TIME   when it ends, RFC 3339
  --tenant TENANT  a new one is made; for the admin of the platform
${CONNECTION_HELP}`,
  run,
};

async function run(words: readonly string[], io: Io): Promise<number> {
  const options = {
    ...CONNECTION_OPTIONS,
    role: { type: 'string', default: 'user' },
    user: { type: 'string' },
    scope: { type: 'string', multiple: true },
    expires: { type: 'string' },
    tenant: { type: 'string' },
  } as const;
  const { values, positionals } = readArguments(words, options, ['NAME']);
  const [name = ''] = positionals;
  const wish = {
    name,
    user_id: values.user ?? name,
    role: roleOf(values.role),
    ...(values.scope !== undefined && { scopes: values.scope }),
    ...(values.expires !== undefined && { expires_at: values.expires }),
    ...(values.tenant !== undefined && { tenant_id: values.tenant }),
  };
  const key = await clientOf(values, io).keys.create(wish, { signal: io.signal });
  io.out(values.json ? json(key) : `${key.api_key}\n`);
  if (!values.json) io.err(`${key.key_id} (${key.role}) was made. Keep the key above: it is not shown again.\n`);
  return 0;
}
