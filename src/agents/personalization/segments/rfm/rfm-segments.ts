import { EventLoopTurn } from '../../../../datasets';
import { invalidField } from '../../../../errors';
import type { AgentTask } from '../../../agent';
import type { RecordSource } from '../../records/record-source';
import { asOfDay } from '../as-of';
import type { Grouping } from '../grouping';
import { idColumnOf, idIn, idsOf, ROW_COLUMN } from '../id-column';
import { purchaseHistory, type PurchaseHistory } from './purchase-history';
import type { RfmColumns } from './rfm-columns';
import { rfmGroups } from './rfm-profile';
import { rfmScores } from './rfm-scores';
import { daysAgo, valuesFromColumns, type RfmValues } from './rfm-values';

/** Customers whose ids are handed on at once. */
const IDS_A_BLOCK = 1_024;

type People = Pick<Grouping, 'ids' | 'idColumn' | 'columnsUsed' | 'warnings'> & { values: RfmValues };

/** Groups people by columns of theirs that tell of their purchases. */
export async function groupByRfmColumns(task: AgentTask, source: RecordSource, columns: RfmColumns): Promise<Grouping> {
  const values = await valuesFromColumns(source, columns, asOfDay(task.context), task.signal);
  const idColumn = idColumnOf(source, task.context);
  const warnings = [...values.unread].map(([column, count]) => `${count} values of ${column} cannot be read and count as missing`);
  const people = {
    values,
    ids: () => idsOf(source, idColumn),
    idColumn: idColumn ?? ROW_COLUMN,
    columnsUsed: Object.values(columns),
    warnings,
  };
  return grouped(people, source.field);
}

/** Groups people by what they bought, as `context.purchases` tells; without records of people, those who bought something are the people. */
export async function groupByPurchases(task: AgentTask, purchases: RecordSource, source: RecordSource | undefined): Promise<Grouping> {
  const asOf = asOfDay(task.context);
  const history = await purchaseHistory(task, purchases, asOf);
  const columnsUsed = ['customer', 'at', ...(history.hasAmounts ? ['amount'] : [])];
  const warnings = [
    ...(history.unread > 0 ? [`${history.unread} purchases have no customer or no date that can be read and are left out`] : []),
    ...(history.later > 0 ? [`${history.later} purchases came after context.as_of and are left out`] : []),
  ];
  if (source === undefined) {
    const customers = [...history.byCustomer.keys()];
    const values = await valuesOf(customers.length, (person) => customers[person]!, history, asOf);
    return grouped({ values, ids: () => blocksOf(customers), idColumn: 'customer', columnsUsed, warnings }, purchases.field);
  }
  const idColumn = idColumnOf(source, task.context);
  if (idColumn === undefined)
    throw invalidField('context.id_field', `must name the field of ${source.field} that purchases name as customer`);
  const ids: (string | null)[] = [];
  for await (const block of source.blocks()) for (const record of block) ids.push(textOf(record[idColumn]));
  if (!ids.some((id) => id !== null && history.byCustomer.has(id)))
    throw invalidField('context.purchases', `must name customers by their ${idColumn}: none of ${source.field} has bought anything`);
  const values = await valuesOf(ids.length, (person) => ids[person]!, history, asOf);
  return grouped({ values, ids: () => idsOf(source, idColumn), idColumn, columnsUsed: [idColumn, ...columnsUsed], warnings }, source.field);
}

async function grouped({ values, ...people }: People, field: string): Promise<Grouping> {
  const { labels, scores, constant } = await rfmScores(values);
  if (scores.every((score) => score === 0)) throw invalidField(field, 'must hold numbers or dates that RFM can be computed from');
  const partial = values.frequency === undefined || values.monetary === undefined;
  const missing = values.frequency === undefined ? 'how often people bought' : 'how much people spent';
  return {
    ...people,
    method: 'rfm',
    groups: await rfmGroups(values, labels),
    labels,
    scores: { column: 'rfm_score', values: scores },
    rationale: 'Recency, frequency and monetary value are scored by quintile; the scores decide the group by a fixed table.',
    bounds: [
      { limit: 0.85, reason: 'segments by a fixed table of RFM scores' },
      ...(partial ? [{ limit: 0.75, reason: `nothing tells ${missing}` }] : []),
      ...(constant.length > 0 ? [{ limit: 0.5, reason: `all people have the same ${constant.join(' and ')}` }] : []),
    ],
    warnings: [
      ...people.warnings,
      ...(partial ? [`nothing tells ${missing}: the groups rest on the rest`] : []),
      ...constant.map((name) => `all people have the same ${name}, which then tells nothing of any`),
    ],
  };
}

async function valuesOf(
  people: number,
  customerOf: (person: number) => string | null,
  { byCustomer, hasAmounts }: PurchaseHistory,
  asOf?: number,
): Promise<RfmValues> {
  const turn = new EventLoopTurn();
  const [days, frequency, monetary] = [0, 1, 2].map(() => new Float64Array(people).fill(NaN)) as [Float64Array, Float64Array, Float64Array];
  for (let person = 0; person < people; person += 1) {
    if (turn.isOver) await turn.passWhenOver();
    const bought = byCustomer.get(customerOf(person) ?? '');
    if (bought === undefined || bought.purchases === 0) continue;
    [days[person], frequency[person], monetary[person]] = [bought.lastDay, bought.purchases, bought.amount];
  }
  return { recency: daysAgo(days, asOf), frequency, monetary: hasAmounts ? monetary : undefined, unread: new Map() };
}

async function* blocksOf(customers: readonly string[]): AsyncIterable<readonly string[]> {
  for (let start = 0; start < customers.length; start += IDS_A_BLOCK) yield customers.slice(start, start + IDS_A_BLOCK);
}

function textOf(value: unknown): string | null {
  const id = idIn(value);
  return id === null ? null : String(id);
}
