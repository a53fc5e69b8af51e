import type { AuditFilters } from '../query/audit-filters';
import type { AuditPage, AuditRecord } from '../query/audit-query';
import { csvLines, ocsfLines } from './event-lines';

const COUNT = 450;

/** A log in memory, the newest first; its cursor is how many were read. */
class Events {
  async find(_tenantId: string, { action }: AuditFilters, { limit, cursor = '0' }: { limit: number; cursor?: string }): Promise<AuditPage> {
    const start = Number(cursor);
    const records = Array.from({ length: Math.min(limit, COUNT - start) }, (_none, index): AuditRecord => {
      const sequence = COUNT - start - index;
      const actor = { kind: 'system' } as const;
      return {
        id: `event_${sequence}`,
        tenantId: 't',
        sequence,
        atMs: 0,
        actor,
        action: action ?? '',
        resource: { kind: 'log' },
        outcome: 'allowed',
      };
    });
    return { records, nextCursor: start + limit < COUNT ? `${start + limit}` : null };
  }
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe('exports of events that match', () => {
  it('have all pages, each event once, a line each', async () => {
    const csv = await all(csvLines(new Events(), 't', { action: 'logs.get' }));
    expect(csv.map((line) => line.split(',')[0])).toEqual([
      'sequence',
      ...Array.from({ length: COUNT }, (_none, index) => `${COUNT - index}`),
    ]);
    const ocsf = await all(ocsfLines(new Events(), 't', { action: 'logs.get' }));
    expect(ocsf).toHaveLength(COUNT);
    expect(JSON.parse(ocsf.at(-1) as string)).toMatchObject({ metadata: { sequence: 1 }, activity_id: 2, actor: { user: { type_id: 3 } } });
  });
});
