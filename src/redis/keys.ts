import { createHash } from 'node:crypto';

/**
 * Key names. The braces are the Cluster hash tag: all keys of one network live in one slot, so that one script can
 * change several of them. The tenant stands in every key, so that a key of another tenant cannot be named by mistake.
 */

/** A key of the mesh itself, which belongs to no tenant: `mesh:{area}:rest`. */
export function meshKey(area: string, ...rest: string[]): string {
  return ['mesh', `{${area}}`, ...rest].join(':');
}

/** A key of a tenant: `mesh:{tenant}:rest`. */
export function tenantKey(tenantId: string, ...rest: string[]): string {
  return ['mesh', `{${tenantId}}`, ...rest].join(':');
}

/** A key of a network: `mesh:{tenant:network}:rest`. */
export function networkKey(tenantId: string, networkId: string, ...rest: string[]): string {
  return ['mesh', `{${tenantId}:${networkId}}`, ...rest].join(':');
}

/** Base36 digits of a tenant's slot: 41 bits. Two tenants that share one share a node of a Cluster, and nothing else. */
const SLOT_DIGITS = 8;

/**
 * The part of a key id that says where in a Cluster all lies that decides on a request of a tenant: its keys, their rates, what it may
 * do a minute, its audit log. It can be told from a key id alone, so that one script can look at all of it before anybody knows whose the key is.
 */
export function tenantSlot(tenantId: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(tenantId).digest('hex').slice(0, 16)}`).toString(36);
  return digits.padStart(SLOT_DIGITS, '0').slice(-SLOT_DIGITS);
}

/** A key in the slot of a tenant: `mesh:{slot:xxxxxxxx}:rest`. What belongs to one tenant alone names it in `rest`. */
export function slotKey(slot: string, ...rest: string[]): string {
  return ['mesh', `{slot:${slot}}`, ...rest].join(':');
}
