import type { EventView } from './event.view';

/** Columns of the CSV, in order, and what stands in them. */
const COLUMNS: Readonly<Record<string, (event: EventView) => string | number | null>> = {
  sequence: ({ sequence }) => sequence,
  event_id: ({ event_id }) => event_id,
  time: ({ time }) => time,
  outcome: ({ outcome }) => outcome,
  action: ({ action }) => action,
  reason: ({ reason }) => reason,
  actor_kind: ({ actor }) => actor.kind,
  key_id: ({ actor }) => actor.key_id,
  user_id: ({ actor }) => actor.user_id,
  role: ({ actor }) => actor.role,
  actor_name: ({ actor }) => actor.name,
  resource_kind: ({ resource }) => resource.kind,
  resource_id: ({ resource }) => resource.id,
  network_id: ({ resource }) => resource.network_id,
  ip: ({ ip }) => ip,
  user_agent: ({ user_agent }) => user_agent,
  session_id: ({ session_id }) => session_id,
  request_id: ({ request_id }) => request_id,
  trace_id: ({ trace_id }) => trace_id,
  before: ({ before }) => before,
  after: ({ after }) => after,
  duration_ms: ({ duration_ms }) => duration_ms,
};

/** The first line. */
export const CSV_HEADER = `${Object.keys(COLUMNS).join(',')}\r\n`;

/** A line of RFC 4180 with its end. A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
export function csvLine(event: EventView): string {
  return `${Object.values(COLUMNS)
    .map((column) => cell(column(event)))
    .join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
