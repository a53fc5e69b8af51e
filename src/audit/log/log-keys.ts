import { auditKey } from '../audit-keys';

/** Bytes of a link, see `linkOf`. */
export const LINK_BYTES = 32;
/** Bytes of a mark, see `markOf`. */
export const MARK_BYTES = 16;

/** The hash that says where a log ends: `s` sequence, `l` link and `d` day of the last record, `v` how often a person was forgotten. */
export function headKey(tenantId: string): string {
  return auditKey(tenantId, 'head');
}

/** The stream of the records that were appended on a UTC day (`2026-11-23`). */
export function streamKey(tenantId: string, day: string): string {
  return auditKey(tenantId, 'day', day);
}

/** What can be searched for in the records of a day, in their order: a row for each, see `../query/columns`. */
export function columnsKey(tenantId: string, day: string): string {
  return auditKey(tenantId, 'columns', day);
}

/** The days that have records: the day, scored by the sequence of its first record. */
export function daysKey(tenantId: string): string {
  return auditKey(tenantId, 'days');
}

/** The operations that were begun and have no record yet: event id → JSON of `OpenOperation`. */
export function openKey(tenantId: string): string {
  return auditKey(tenantId, 'open');
}

/** The UTC day of a time (Unix ms). */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
/** Days for which a day's records outlive their period, should nobody prune them: pruning leaves a statement of what was there, expiry none. */
const SAFETY_DAYS = 7;

/** When the records of a UTC day expire that are kept for `days` (Unix ms). */
export function goneAtOf(day: string, days: number): number {
  return Date.parse(day) + (1 + days + SAFETY_DAYS) * DAY_MS;
}
