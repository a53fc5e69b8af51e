import { invalidField } from '../../../errors';
import { meant } from '../records/meant';

/** Names under which lists keep an address. */
const EMAIL_FIELDS = ['email', 'e_mail', 'email_address', 'e_mail_address', 'mail'];

/** Fields that are called so, however they are written: `Opt-In` is `opt_in`. In the order of `names`. */
export function fieldsCalled(columns: readonly string[], names: readonly string[]): string[] {
  const written = columns.map((column) => [column.trim().toLowerCase().replaceAll('-', '_').replaceAll(' ', '_'), column] as const);
  return names.flatMap((name) => written.filter(([plain]) => plain === name).map(([, column]) => column));
}

/** The field that a setting of the context names. @throws MeshError invalid when no record has it. */
export function namedField(columns: readonly string[], given: unknown, setting: string): string {
  if (typeof given !== 'string' || given.trim() === '') throw invalidField(setting, 'must be the name of a field');
  if (columns.includes(given)) return given;
  throw invalidField(setting, `no record has the field ${JSON.stringify(given.slice(0, 100))}${meant(given, columns)}`);
}

/** The field that holds addresses. @throws MeshError invalid when there is none. */
export function emailField(columns: readonly string[], field: string, given?: unknown): string {
  if (given !== undefined) return namedField(columns, given, 'context.email_field');
  const found = fieldsCalled(columns, EMAIL_FIELDS)[0];
  if (found === undefined) throw invalidField(field, 'needs a field "email"; if it is called otherwise, name it in context.email_field');
  return found;
}
