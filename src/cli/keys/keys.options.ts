import type { CreateKey } from '../../client';
import { UsageError } from '../arguments';

const ROLES = ['admin', 'operator', 'user', 'viewer'] as const satisfies readonly CreateKey['role'][];

/** The role that was typed. @throws UsageError */
export function roleOf(text: string): CreateKey['role'] {
  const role = ROLES.find((known) => known === text);
  if (role === undefined) throw new UsageError(`--role must be one of ${ROLES.join(', ')}`);
  return role;
}
