import { EventLoopTurn } from '../../../../datasets';
import { invalidField } from '../../../../errors';
import type { AgentTask } from '../../../agent';
import { findColumn, needColumn, PERSON_COLUMNS, PURCHASE_TIME_COLUMNS } from '../../records/find-column';
import type { RecordSource } from '../../records/record-source';
import { idIn } from '../id-column';
import { momentOf, numberOf } from './moments';

const AMOUNT_COLUMNS = ['amount', 'total', 'price', 'revenue', 'value', 'spend'];

/** What somebody bought in all. */
interface Bought {
  lastDay: number;
  purchases: number;
  amount: number;
}

/** Purchases by customer. */
export interface PurchaseHistory {
  byCustomer: Map<string, Bought>;
  /** Rows left out because their customer or their date cannot be read. */
  unread: number;
  /** Rows left out because they came after the day that counts as today. */
  later: number;
  /** Whether the rows tell what was paid. */
  hasAmounts: boolean;
}

/**
 * Sums `context.purchases`, rows of a customer, a date and perhaps an amount, by customer. An amount below zero is a refund: it lessens what was spent and is no purchase.
 * @throws MeshError invalid when there is no customer or no time of purchase in any row.
 */
export async function purchaseHistory(
  task: Pick<AgentTask, 'context' | 'signal'>,
  source: RecordSource,
  asOf: number | undefined,
): Promise<PurchaseHistory> {
  const customerColumn = needColumn(task, source, 'customer', PERSON_COLUMNS);
  const timeColumn = needColumn(task, source, 'at', PURCHASE_TIME_COLUMNS);
  const amountColumn = findColumn(task, source, 'amount', AMOUNT_COLUMNS);
  const byCustomer = new Map<string, Bought>();
  const turn = new EventLoopTurn();
  let [unread, later] = [0, 0];
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      const id = idIn(record[customerColumn]);
      const moment = momentOf(record[timeColumn]);
      if (id === null || moment === undefined || !('day' in moment)) unread += 1;
      else if (asOf !== undefined && moment.day > asOf) later += 1;
      else add(byCustomer, String(id), moment.day, (amountColumn === undefined ? undefined : numberOf(record[amountColumn])) ?? 0);
      if (turn.isOver) await turn.passWhenOver();
    }
  }
  if (byCustomer.size === 0) throw invalidField(source.field, 'must hold purchases with a customer and a date such as 2026-03-31');
  return { byCustomer, unread, later, hasAmounts: amountColumn !== undefined };
}

function add(byCustomer: Map<string, Bought>, customer: string, day: number, amount: number): void {
  let bought = byCustomer.get(customer);
  if (bought === undefined) byCustomer.set(customer, (bought = { lastDay: NaN, purchases: 0, amount: 0 }));
  bought.amount += amount;
  if (amount < 0) return;
  bought.purchases += 1;
  bought.lastDay = Number.isNaN(bought.lastDay) ? day : Math.max(bought.lastDay, day);
}
