import { invalidField } from '../errors';

/** A place in a list ordered by score, ties by member; a score may be `Infinity`, a member may be words apart. */
export interface ListPosition {
  score: number;
  member: string;
}

/** The opaque `next_cursor` of a position. */
export function encodeCursor(position: ListPosition): string {
  return Buffer.from(`${position.score}:${position.member}`).toString('base64url');
}

/** Reads a cursor back. @throws MeshError 422 naming `cursor` when it is none of ours. */
export function decodeCursor(cursor: string): ListPosition {
  const match = /^(\d{1,16}|Infinity):([\w -]{1,140})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw invalidField('cursor', 'is not a cursor that this service gave out');
  return { score: Number(match[1]), member: match[2] as string };
}
