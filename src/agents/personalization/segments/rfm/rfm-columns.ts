/** The three things that RFM looks at. */
export type RfmRole = 'recency' | 'frequency' | 'monetary';

/** Names of columns that usually hold each, the surest first. */
const USUAL_NAMES: Readonly<Record<RfmRole, string>> = {
  recency:
    'recency, recency_days, days_since_last_purchase, days_since_last_order, days_since_purchase, days_since_order, last_purchase, last_purchase_at, ' +
    'last_purchase_date, last_order, last_order_at, last_order_date, last_purchased_at, last_ordered_at, date_of_last_purchase, date_of_last_order',
  frequency:
    'frequency, orders, order_count, orders_count, number_of_orders, num_orders, total_orders, purchases, purchase_count, purchases_count, ' +
    'number_of_purchases, num_purchases, total_purchases',
  monetary:
    'monetary, monetary_value, total_spent, total_spend, lifetime_spend, lifetime_value, ltv, clv, customer_lifetime_value, total_revenue, history, ' +
    'past_spend, revenue, spend, spent',
};

/** The columns that RFM is computed from. */
export type RfmColumns = { recency: string } & Partial<Record<RfmRole, string>>;

/** What a column of this name holds of a customer's purchases. */
export function rfmRoleOf(column: string): RfmRole | undefined {
  const name = plain(column);
  const roles = Object.keys(USUAL_NAMES) as RfmRole[];
  return roles.find((role) => USUAL_NAMES[role].split(', ').includes(name));
}

/** The columns by their usual names; undefined without a recency, or without anything that tells how much was bought. */
export function rfmColumns(columns: readonly string[]): RfmColumns | undefined {
  const byName = new Map(columns.toReversed().map((column) => [plain(column), column]));
  const find = (role: RfmRole) =>
    USUAL_NAMES[role]
      .split(', ')
      .map((name) => byName.get(name))
      .find((column) => column !== undefined);
  const [recency, frequency, monetary] = [find('recency'), find('frequency'), find('monetary')];
  if (recency === undefined || (frequency === undefined && monetary === undefined)) return undefined;
  return { recency, ...(frequency === undefined ? {} : { frequency }), ...(monetary === undefined ? {} : { monetary }) };
}

function plain(column: string): string {
  return column
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}
