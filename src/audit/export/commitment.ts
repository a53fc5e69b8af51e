import { createHash } from 'node:crypto';
import type { PersonalData } from '../sealed-record';
import type { EventView } from './event.view';

/** Hex digits of a commitment: 16 bytes. */
const DIGITS = 32;

/** The commitment to personal data: it stands in the chain, and the data beside it. Fields in the order in which they were sealed. */
export function commitmentOf({ salt, user_id, ip, user_agent }: PersonalData): string {
  return createHash('sha256').update(JSON.stringify({ salt, user_id, ip, user_agent })).digest('hex').slice(0, DIGITS);
}

/** The personal data of an event as it was exported beside its salt. */
export function personalDataOf(event: EventView, salt: string): PersonalData {
  const { ip, user_agent, actor } = event;
  return { salt, user_id: actor.user_id ?? undefined, ip: ip ?? undefined, user_agent: user_agent ?? undefined };
}
