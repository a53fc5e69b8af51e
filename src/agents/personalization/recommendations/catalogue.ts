import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { recordSource } from '../records/record-source';

/** Words that say no where a catalogue has text instead of truth values. */
const NO = new Set(['', '0', 'false', 'no', 'n', 'out', 'out_of_stock', 'sold out']);

/**
 * Which products may be recommended: all, or those of `context.products` (records of `product` and perhaps `in_stock`; a stock of 0 is none).
 * @throws MeshError invalid when those have no column `product`.
 */
export async function allowedProducts(task: AgentTask, datasets: Datasets, products: readonly string[]): Promise<boolean[]> {
  const source = await recordSource(task, datasets, 'products');
  if (source === undefined) return products.map(() => true);
  const column = ['product', 'product_id', 'sku', 'item', 'item_id', 'id'].find((name) => source.columns.includes(name));
  if (column === undefined) throw invalidField(source.field, 'needs a column product');
  const offered = new Set<string>();
  for await (const block of source.blocks()) {
    for (const record of block) if (isInStock(record.in_stock)) offered.add(String(record[column]).trim());
  }
  return products.map((product) => offered.has(product));
}

function isInStock(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' ? !NO.has(value.trim().toLowerCase()) : Boolean(value);
}
