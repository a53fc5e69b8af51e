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
