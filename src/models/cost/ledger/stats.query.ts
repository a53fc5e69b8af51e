import { IsIn, IsOptional } from 'class-validator';
import { invalidField } from '../../../errors';
import { IsTimestamp } from '../../../security';
import { DAY_MS, LEDGER_GROUPS, type LedgerGroup } from './ledger';

const DEFAULT_DAYS = 30;
/** As long as the ledger is kept. */
const MAX_DAYS = 400;

/** `?from=&to=&group_by=`: dates, or times whose UTC day is meant. */
export class StatsQuery {
  /** Default: 30 days with `to`. */
  @IsOptional()
  @IsTimestamp()
  from?: string;

  /** A date is included; default today. */
  @IsOptional()
  @IsTimestamp()
  to?: string;

  @IsIn(LEDGER_GROUPS, { message: `group_by must be one of ${LEDGER_GROUPS.join(', ')}` })
  group_by: LedgerGroup = 'model';
}

/** First and last day, numbered since the epoch. @throws MeshError 422 naming `from` when it is after `to` or too far before it. */
export function daysOf({ from, to }: StatsQuery, nowMs: number): { firstDay: number; lastDay: number } {
  const lastDay = to === undefined ? dayAt(nowMs) : isDate(to) ? dayAt(Date.parse(to)) : dayAt(Date.parse(to) - 1);
  const firstDay = from === undefined ? lastDay - DEFAULT_DAYS + 1 : dayAt(Date.parse(from));
  if (firstDay > lastDay) throw invalidField('from', 'must not be after to');
  if (lastDay - firstDay >= MAX_DAYS) throw invalidField('from', `must be within ${MAX_DAYS} days of to`);
  return { firstDay, lastDay };
}

const isDate = (text: string): boolean => text.length === 'YYYY-MM-DD'.length;
const dayAt = (ms: number): number => Math.floor(ms / DAY_MS);
