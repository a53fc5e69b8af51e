import { setImmediate } from 'node:timers/promises';
import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { checkRecord } from './check-record';

/** What is known of one person, or of one thing they did: fields by name. From a dataset all are plain cells; inline they may be lists and objects. */
export type PersonRecord = Readonly<Record<string, unknown>>;

/** Records that can be read more than once, in blocks; the event loop turns between blocks. */
export interface RecordSource {
  /** How problems name the records: `context.recipients`, or `context.recipients.dataset_id`. */
  field: string;
  /** All fields that some record has, in the order they were first seen. */
  columns: readonly string[];
  records: number;
  blocks(): AsyncIterable<readonly PersonRecord[]>;
}

/** Fields of a record. */
const MOST_FIELDS = 200;
/** Inline records are bounded by the request's body as well. */
const MOST_INLINE_RECORDS = 200_000;
/** Records of a dataset that one step reads: what is counted of each of them is held in memory. */
const MOST_RECORDS = 1_000_000;
const RECORDS_A_BLOCK = 1_024;

/**
 * The records that `context[name]` holds: a list of objects, or `{ "dataset_id": "…" }`. Where the context does not name it and it is what
 * the step is about (`isMain`), `context.dataset_id` and then `context.rows` stand in for it. Undefined when there are none of these.
 * @throws MeshError not-found or invalid, naming the field.
 */
export async function recordSource(task: AgentTask, datasets: Datasets, name: string, isMain = false): Promise<RecordSource | undefined> {
  const { [name]: given, dataset_id, rows } = task.context;
  if (given !== undefined) return sourceOf(task, datasets, given, `context.${name}`);
  if (!isMain) return undefined;
  if (dataset_id !== undefined) return datasetSource(task, datasets, dataset_id, 'context.dataset_id');
  return rows === undefined ? undefined : inlineSource(rows, 'context.rows');
}

async function sourceOf(task: AgentTask, datasets: Datasets, given: unknown, field: string): Promise<RecordSource> {
  const namesDataset = given !== null && typeof given === 'object' && 'dataset_id' in given;
  return namesDataset ? datasetSource(task, datasets, given.dataset_id, `${field}.dataset_id`) : inlineSource(given, field);
}

async function datasetSource(
  { tenantId, networkId, signal }: AgentTask,
  datasets: Datasets,
  datasetId: unknown,
  field: string,
): Promise<RecordSource> {
  if (typeof datasetId !== 'string') throw invalidField(field, 'must be the id of a dataset');
  const dataset = await datasets.open({ tenantId, networkId }, datasetId);
  const columns = dataset.columns.map(({ name }) => name);
  if (columns.length > MOST_FIELDS) throw invalidField(field, `has ${columns.length} columns; people are known by at most ${MOST_FIELDS}`);
  if (dataset.rows > MOST_RECORDS) throw invalidField(field, `has ${dataset.rows} rows; one step reads at most ${MOST_RECORDS}`);
  return {
    field,
    columns,
    records: dataset.rows,
    async *blocks() {
      for await (const block of dataset.blocks()) {
        const named = columns.map((name) => [name, block.columns[name]!] as const);
        yield Array.from({ length: block.rows }, (_none, row) => Object.fromEntries(named.map(([name, cells]) => [name, cells[row]])));
        await setImmediate();
        signal.throwIfAborted();
      }
    },
  };
}

async function inlineSource(given: unknown, field: string): Promise<RecordSource> {
  if (!Array.isArray(given) || given.length === 0) throw invalidField(field, 'must be a non-empty list of objects, or {"dataset_id": "…"}');
  if (given.length > MOST_INLINE_RECORDS) {
    throw invalidField(field, `must hold at most ${MOST_INLINE_RECORDS} entries: upload more as a dataset`);
  }
  const columns = new Set<string>();
  for (const [index, record] of given.entries()) {
    checkRecord(record, `${field}[${index}]`);
    for (const name of Object.keys(record)) columns.add(name);
    if (columns.size > MOST_FIELDS) throw invalidField(field, `must have at most ${MOST_FIELDS} fields in all`);
    if (index % RECORDS_A_BLOCK === RECORDS_A_BLOCK - 1) await setImmediate();
  }
  return { field, columns: [...columns], records: given.length, blocks: () => inlineBlocks(given as PersonRecord[]) };
}

async function* inlineBlocks(records: readonly PersonRecord[]): AsyncIterable<readonly PersonRecord[]> {
  for (let start = 0; start < records.length; start += RECORDS_A_BLOCK) {
    yield records.slice(start, start + RECORDS_A_BLOCK);
    await setImmediate();
  }
}
