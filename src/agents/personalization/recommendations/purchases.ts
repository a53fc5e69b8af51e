import { EventLoopTurn } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { findColumn, needColumn, PERSON_COLUMNS, PURCHASE_TIME_COLUMNS } from '../records/find-column';
import { instantOf } from '../records/instant';
import type { RecordSource } from '../records/record-source';

/** What one step holds in memory: some 40 bytes for each of them. */
const MOST_CUSTOMERS = 200_000;
const MOST_PRODUCTS = 50_000;
/** The newest products of a customer that count: those of a reseller would otherwise pair with everything. */
const MOST_PRODUCTS_OF_CUSTOMER = 200;
const PRODUCT_COLUMNS = ['product', 'product_id', 'sku', 'item', 'item_id', 'product_name'];

/** One product that a customer has bought, and when last (epoch ms; 0 where the records have no dates). */
export interface Purchase {
  product: number;
  atMs: number;
}

/** Who bought what, each product of a customer once; customers and products by number. */
export interface Purchases {
  /** The column of the source that customers are known by. */
  customerColumn: string;
  customers: readonly string[];
  products: readonly string[];
  /** By customer, the newest first. */
  baskets: readonly (readonly Purchase[])[];
  /** Whether there is a column of dates. */
  dated: boolean;
  /** The newest of all (epoch ms), from which ages are counted. */
  newestMs: number;
  records: number;
  /** Records without a customer, a product or a date that can be read. */
  skipped: number;
}

/** Reads who bought what. @throws MeshError invalid naming what is missing, or of which there is too much. */
export async function readPurchases(task: AgentTask, source: RecordSource): Promise<Purchases> {
  const customerColumn = needColumn(task, source, 'customer', PERSON_COLUMNS);
  const productColumn = needColumn(task, source, 'product', PRODUCT_COLUMNS);
  const timeColumn = findColumn(task, source, 'at', PURCHASE_TIME_COLUMNS);
  const customers = new Numbered(MOST_CUSTOMERS, source.field, 'customers');
  const products = new Numbered(MOST_PRODUCTS, source.field, 'products');
  const last: Map<number, number>[] = [];
  let [records, skipped, newestMs] = [0, 0, 0];
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      records += 1;
      const [who, what] = [nameOf(record[customerColumn]), nameOf(record[productColumn])];
      const atMs = timeColumn === undefined ? 0 : instantOf(record[timeColumn]);
      if (who === undefined || what === undefined || atMs === undefined) {
        skipped += 1;
        continue;
      }
      const basket = (last[customers.numberOf(who)] ??= new Map<number, number>());
      const product = products.numberOf(what);
      basket.set(product, Math.max(atMs, basket.get(product) ?? 0));
      if (atMs > newestMs) newestMs = atMs;
    }
  }
  if (last.length === 0)
    throw invalidField(
      source.field,
      `holds no purchase: each needs ${customerColumn}, ${productColumn}${timeColumn === undefined ? '' : ` and a date in ${timeColumn}`}`,
    );
  const turn = new EventLoopTurn();
  const baskets: Purchase[][] = [];
  for (const basket of last) {
    const newest = [...basket].map(([product, atMs]) => ({ product, atMs })).sort((a, b) => b.atMs - a.atMs || a.product - b.product);
    baskets.push(newest.slice(0, MOST_PRODUCTS_OF_CUSTOMER));
    if (turn.isOver) await turn.passWhenOver();
  }
  return {
    customerColumn,
    customers: customers.names,
    products: products.names,
    baskets,
    dated: timeColumn !== undefined,
    newestMs,
    records,
    skipped,
  };
}

/** Numbers names in the order they come. */
class Numbered {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly field: string,
    private readonly what: string,
  ) {}

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    if (this.names.length >= this.most) throw invalidField(this.field, `holds more than ${this.most} ${this.what}`);
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
