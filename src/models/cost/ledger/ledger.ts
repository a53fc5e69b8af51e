import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../../redis';
import { ledgerKey } from '../spending/settlement';
import { addCounters, rowOf, type Counters, type LedgerRow } from './ledger-row';

/** What rows of a report can be about. */
export const LEDGER_GROUPS = ['model', 'user', 'network', 'key', 'day'] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];

/** `id` is null for calls that named none, `(others)` for what there is no room for; a day is `2026-01-31`. */
export interface LedgerReport {
  rows: (LedgerRow & { id: string | null })[];
  total: LedgerRow;
}

export const DAY_MS = 86_400_000;

const OTHERS = '(others)';
/** Days read at the same time. */
const DAYS_AT_ONCE = 32;
const SCAN_SIZE = 1_000;
/** Ids that one report tells apart while it is made, and how many of them it shows. */
const MAX_IDS = 20_000;
const MAX_ROWS = 1_000;

/** Reads what `settle.lua` counted. Days are UTC, and numbered since the epoch. */
@Injectable()
export class Ledger {
  constructor(private readonly redis: RedisClient) {}

  /** The calls of a tenant from `firstDay` to `lastDay`, dearest first (days in their order). */
  async report(tenantId: string, group: LedgerGroup, firstDay: number, lastDay: number): Promise<LedgerReport> {
    const sums = new Map<string, Counters>();
    for (let day = firstDay; day <= lastDay; day += DAYS_AT_ONCE) {
      const days = Array.from({ length: Math.min(DAYS_AT_ONCE, lastDay - day + 1) }, (_unused, index) => day + index);
      const dimension = group === 'day' ? 'model' : group;
      const read = await Promise.all(days.map((one) => this.read(`${ledgerKey(tenantId)}:${one}:${dimension}`)));
      for (const [index, counted] of read.entries()) {
        const name = new Date((day + index) * DAY_MS).toISOString().slice(0, 10);
        for (const [id, counters] of counted) add(sums, group === 'day' ? name : id, counters);
      }
    }
    return reportOf(sums, group);
  }

  /** Counters of every id in one hash, in pieces that do not hold Redis up. */
  private async read(key: string): Promise<Map<string, Counters>> {
    const fields = new Map<string, number>(); // a scan may show a field twice
    for (let cursor = '0'; ;) {
      const [next, flat] = await this.redis.run((redis) => redis.hscan(key, cursor, 'COUNT', SCAN_SIZE));
      for (let i = 0; i < flat.length; i += 2) fields.set(flat[i] as string, Number(flat[i + 1]));
      if (next === '0') break;
      cursor = next;
    }
    const counted = new Map<string, Counters>();
    for (const [field, value] of fields) {
      if (field[1] === ':') add(counted, field.slice(2), { [field[0] as string]: value });
    }
    return counted;
  }
}

function add(sums: Map<string, Counters>, id: string, counters: Counters): void {
  const name = sums.has(id) || sums.size < MAX_IDS ? id : OTHERS;
  const sum = sums.get(name) ?? {};
  addCounters(sum, counters);
  sums.set(name, sum);
}

function reportOf(sums: Map<string, Counters>, group: LedgerGroup): LedgerReport {
  const total: Counters = {};
  for (const counters of sums.values()) addCounters(total, counters);
  const ids = [...sums].sort(([a, one], [b, other]) => (group === 'day' ? 0 : (other.u ?? 0) - (one.u ?? 0)) || (a < b ? -1 : 1));
  const shown = new Map(ids.slice(0, MAX_ROWS));
  if (ids.length > MAX_ROWS) {
    const rest: Counters = shown.get(OTHERS) ?? {};
    for (const [id, counters] of ids.slice(MAX_ROWS)) if (!shown.has(id)) addCounters(rest, counters);
    shown.set(OTHERS, rest);
  }
  return { rows: [...shown].map(([id, counters]) => ({ id: id === '' ? null : id, ...rowOf(counters) })), total: rowOf(total) };
}
