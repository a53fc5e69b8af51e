import { setImmediate } from 'node:timers/promises';
import type { Datasets } from '../../datasets';
import { invalidField } from '../../errors';
import type { AgentTask } from '../agent';
import { dayOf } from './trends/dates';
import { inlineRows, type RowSource } from './table/row-source';

/** Where a step's rows are. `totals` are rows of `campaign_data` that hold sums by arm; they have a reader of their own. */
export type GivenRows = { kind: 'none' } | { kind: 'source'; source: RowSource } | { kind: 'totals'; dated: RowSource | undefined };

/**
 * The rows that the context names: `dataset_id` before `rows` before `campaign_data`.
 * @throws MeshError not-found or invalid, naming the field.
 */
export async function givenRows(task: AgentTask, datasets: Datasets): Promise<GivenRows> {
  const { dataset_id, rows, campaign_data } = task.context;
  if (dataset_id !== undefined) return { kind: 'source', source: await datasetRows(task, dataset_id, datasets) };
  if (rows !== undefined) return { kind: 'source', source: await inlineRows(rows, 'context.rows') };
  if (campaign_data === undefined) return { kind: 'none' };
  if (!areTotals(campaign_data)) return { kind: 'source', source: await inlineRows(campaign_data, 'context.campaign_data') };
  return { kind: 'totals', dated: hasDates(campaign_data) ? await inlineRows(campaign_data, 'context.campaign_data') : undefined };
}

async function datasetRows({ tenantId, networkId }: AgentTask, datasetId: unknown, datasets: Datasets): Promise<RowSource> {
  if (typeof datasetId !== 'string') throw invalidField('context.dataset_id', 'must be the id of a dataset');
  const dataset = await datasets.open({ tenantId, networkId }, datasetId);
  if (dataset.rows === 0) throw invalidField('context.dataset_id', 'names a dataset without rows');
  return {
    field: 'context.dataset_id',
    columns: dataset.columns.map(({ name }) => name),
    rows: dataset.rows,
    async *blocks(columns) {
      for await (const block of dataset.blocks(columns)) {
        yield block;
        await setImmediate();
      }
    },
  };
}

/** Whatever is no list of rows goes to the reader of totals too: its problems name what is wrong. */
function areTotals(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return true;
  const first: unknown = value[0];
  if (first === null || typeof first !== 'object' || Array.isArray(first)) return true;
  return ['arm', 'customers', 'spend_squared'].every((column) => column in first);
}

function hasDates(value: unknown): boolean {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  return Object.values(first ?? {}).some((cell) => typeof cell === 'string' && dayOf(cell) !== undefined);
}
