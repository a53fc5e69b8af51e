import { randomBytes } from 'node:crypto';

/** The name of an index that is begun here: mirrors tell by it one that was lost and begun anew from the one they know. */
export function newEpoch(): string {
  return randomBytes(9).toString('base64url');
}
