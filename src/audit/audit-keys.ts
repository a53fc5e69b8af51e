import { meshKey, slotKey, tenantSlot } from '../redis';

/** A key of a tenant's audit log; all of them lie in the tenant's slot, so that one script appends to the log whole. */
export function auditKey(tenantId: string, ...rest: string[]): string {
  return slotKey(tenantSlot(tenantId), 'audit', tenantId, ...rest);
}

/** The tenants that have a log, for what goes over all of them: tenant, scored by when a process first wrote for it (Unix ms). */
export const AUDIT_TENANTS = meshKey('audit', 'tenants');
