import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../../redis';
import { ledgerKey } from '../spending/settlement';
import { addRow, emptyRow, rowOf, type LedgerRow } from './ledger-row';

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
    const sums = new Map<string, LedgerRow>();
    for (let day = firstDay; day <= lastDay; day += DAYS_AT_ONCE) {
      const days = Array.from({ length: Math.min(DAYS_AT_ONCE, lastDay - day + 1) }, (_unused, index) => day + index);
      const dimension = group === 'day' ? 'model' : group;
      const read = await Promise.all(days.map((one) => this.read(`${ledgerKey(tenantId)}:${one}:${dimension}`)));
      for (const [index, counted] of read.entries()) {
        const name = new Date((day + index) * DAY_MS).toISOString().slice(0, 10);
        for (const [id, row] of counted) add(sums, group === 'day' ? name : id, rowOf(row));
      }
    }
    return reportOf(sums, group);
  }

  /** The sums of every id in one hash, in pieces that do not hold Redis up. */
  private async read(key: string): Promise<Map<string, string>> {
    const sums = new Map<string, string>(); // a scan may show an id twice
    for (let cursor = '0'; ;) {
      const [next, flat] = await this.redis.run((redis) => redis.hscan(key, cursor, 'COUNT', SCAN_SIZE));
      for (let i = 0; i < flat.length; i += 2) sums.set(flat[i] as string, flat[i + 1] as string);
      if (next === '0') return sums;
      cursor = next;
    }
  }
}

function add(sums: Map<string, LedgerRow>, id: string, row: LedgerRow): void {
  const name = sums.has(id) || sums.size < MAX_IDS ? id : OTHERS;
  const sum = sums.get(name) ?? emptyRow();
  addRow(sum, row);
  sums.set(name, sum);
}

function reportOf(sums: Map<string, LedgerRow>, group: LedgerGroup): LedgerReport {
  const total = emptyRow();
  for (const row of sums.values()) addRow(total, row);
  const byCost = (one: LedgerRow, other: LedgerRow): number => (group === 'day' ? 0 : other.costMicroUsd - one.costMicroUsd);
  const ids = [...sums].sort(([a, one], [b, other]) => byCost(one, other) || (a < b ? -1 : 1));
  const shown = new Map(ids.slice(0, MAX_ROWS));
  if (ids.length > MAX_ROWS) {
    const rest = shown.get(OTHERS) ?? emptyRow();
    for (const [, row] of ids.slice(MAX_ROWS)) addRow(rest, row);
    shown.set(OTHERS, rest);
  }
  return { rows: [...shown].map(([id, row]) => ({ id: id === '' ? null : id, ...row })), total };
}
