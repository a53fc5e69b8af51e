import { genesisOf, linkOf, markOf } from '../src/audit/chain/chain';
import type { SealedEvent, SealedRecord } from '../src/audit/sealed-record';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Chains records as the log does; `at` of each decides on its day. */
export function chainRecords(
  tenantId: string,
  markKey: Buffer,
  events: readonly Partial<SealedEvent>[],
  after: { sequence: number; link: Buffer } = { sequence: 0, link: genesisOf(tenantId) },
): SealedRecord[] {
  let { link } = after;
  return events.map((event, index) => {
    const sequence = after.sequence + index + 1;
    const at = event.at ?? 1_767_225_600_000 + sequence;
    const sealed = JSON.stringify({
      v: 1,
      seq: sequence,
      id: `event_${sequence}`,
      at,
      actor: { kind: 'key', key: 'key_1', role: 'admin' },
      action: 'networks.create',
      resource: { kind: 'network', id: `network_${sequence}` },
      outcome: 'allowed',
      ...event,
    });
    link = linkOf(link, sealed);
    return { sequence, day: new Date(at).toISOString().slice(0, 10), sealed, link, mark: markOf(markKey, link) };
  });
}
