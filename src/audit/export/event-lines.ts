import { CSV_HEADER, csvLine } from './csv';
import type { AuditFilters } from '../query/audit-filters';
import type { AuditQuery, AuditRecord } from '../query/audit-query';

type FindsEvents = Pick<AuditQuery, 'find'>;
import { eventView } from './event.view';
import { ocsfEvent } from './ocsf';

/** Events that are asked for at once. */
const PAGE = 200;

/** Events that match, as CSV with a header, the newest first; lines with their ends. */
export async function* csvLines(events: FindsEvents, tenantId: string, filter: AuditFilters): AsyncGenerator<string> {
  yield CSV_HEADER;
  for await (const event of allOf(events, tenantId, filter)) yield csvLine(eventView(event));
}

/** Events that match, an OCSF event in JSON a line, the newest first. */
export async function* ocsfLines(events: FindsEvents, tenantId: string, filter: AuditFilters): AsyncGenerator<string> {
  for await (const event of allOf(events, tenantId, filter)) yield `${JSON.stringify(ocsfEvent(eventView(event), tenantId))}\n`;
}

async function* allOf(events: FindsEvents, tenantId: string, filter: AuditFilters): AsyncGenerator<AuditRecord> {
  let cursor: string | null | undefined;
  do {
    const page = await events.find(tenantId, filter, { limit: PAGE, ...(typeof cursor === 'string' && { cursor }) });
    yield* page.records;
    cursor = page.nextCursor;
  } while (typeof cursor === 'string');
}
