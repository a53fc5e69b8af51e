import { slotKey, tenantSlot } from '../../redis';
import { slotOfKey } from './api-key';

/** What every key of a slot begins with; the scripts add the rest. */
export function slotPrefix(slot: string): string {
  return slotKey(slot, '');
}

/** Where a key's record lies: a hash, told from its id alone. */
export function recordKey(keyId: string): string {
  return slotKey(slotOfKey(keyId), 'api-key', keyId);
}

/** The keys of a tenant: a sorted set of ids by the time they were made. */
export function keyListKey(tenantId: string): string {
  return slotKey(tenantSlot(tenantId), 'api-keys', tenantId);
}
