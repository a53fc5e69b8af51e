import { invalidField } from '../../../errors';
import type { ColumnProfile } from './column-profile';
import { MOST_COLUMNS, type RowSource } from './row-source';

/** Roles that one column each can take. */
const SINGLE_ROLES = ['arm', 'visit', 'conversion', 'spend', 'spend_squared', 'customers', 'date'] as const;
type SingleRole = (typeof SINGLE_ROLES)[number];

/** Names that give a column its role where `context.columns` does not; earlier ones first. */
const ROLE_NAMES: Readonly<Record<SingleRole, readonly string[]>> = {
  arm: ['arm', 'variant', 'variation', 'treatment', 'group', 'test_group', 'segment'],
  visit: ['visit', 'visits', 'visited', 'open', 'opens', 'opened', 'click', 'clicks', 'clicked'],
  conversion: ['conversion', 'conversions', 'converted', 'order', 'orders', 'ordered', 'purchase', 'purchases', 'purchased'],
  spend: ['spend', 'spent', 'revenue', 'amount', 'order_value', 'sales'],
  spend_squared: ['spend_squared', 'revenue_squared', 'amount_squared', 'sales_squared'],
  customers: ['customers', 'recipients', 'sent', 'delivered', 'users'],
  date: ['date', 'day', 'week', 'month', 'timestamp', 'sent_at', 'created_at'],
};

/** Dimensions that are looked at without being named. */
const MOST_DIMENSIONS = 20;
const MOST_METRICS = 6;

/** What `context.columns` says: null for a role that no column has. */
export interface NamedColumns extends Partial<Record<SingleRole, string | null>> {
  metrics?: string[];
  /** Lists of more than one column are combinations of their levels. */
  dimensions?: string[][];
}

/** Which column plays which part. */
export interface ColumnRoles extends Record<SingleRole, string | null> {
  metrics: string[];
  dimensions: string[][];
  /** Whether the caller named the dimensions: then one that cannot be one is a fault. */
  dimensionsNamed: boolean;
  /** Dimensions left out because there are too many. */
  skipped: string[];
}

/**
 * `context.columns`, checked against the columns there are.
 * @throws MeshError invalid, naming the entry that is of no use.
 */
export function namedColumns(value: unknown, source: RowSource): NamedColumns {
  if (value === undefined) return {};
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalidField('context.columns', 'must be an object');
  const columns = new Set(source.columns);
  const column = (name: unknown, field: string): string => {
    if (typeof name === 'string' && columns.has(name)) return name;
    throw invalidField(field, `must name a column of ${source.field}`);
  };
  const named: NamedColumns = {};
  for (const [role, given] of Object.entries(value)) {
    const field = `context.columns.${role}`;
    if (role === 'metrics') named.metrics = listOf(given, field).map((name, index) => column(name, `${field}[${index}]`));
    else if (role === 'dimensions')
      named.dimensions = listOf(given, field).map((entry, index) =>
        (Array.isArray(entry) ? entry : [entry]).map((name) => column(name, `${field}[${index}]`)),
      );
    else if (isSingleRole(role)) named[role] = given === null ? null : column(given, field);
    else throw invalidField(field, `must be one of ${[...SINGLE_ROLES, 'metrics', 'dimensions'].join(', ')}`);
  }
  if ((named.metrics?.length ?? 0) > MOST_METRICS)
    throw invalidField('context.columns.metrics', `must name at most ${MOST_METRICS} columns`);
  return named;
}

/**
 * The columns worth reading: all of a table of usual width, else those that are named.
 * @throws MeshError invalid when a wide table names none.
 */
export function columnsToRead(source: RowSource, named: NamedColumns): string[] {
  if (source.columns.length <= MOST_COLUMNS) return [...source.columns];
  const { metrics = [], dimensions = [], ...single } = named;
  const wanted = new Set([...Object.values(single).filter((name) => name !== null), ...metrics, ...dimensions.flat()]);
  if (wanted.size > 0 && wanted.size <= MOST_COLUMNS) return [...wanted];
  throw invalidField(
    'context.columns',
    `must name the columns to analyse: ${source.field} has ${source.columns.length}, more than ${MOST_COLUMNS}`,
  );
}

/** Gives every role its column: the one named, else the first whose name and cells fit. */
export function columnRoles(profiles: ReadonlyMap<string, ColumnProfile>, named: NamedColumns): ColumnRoles {
  const byName = new Map([...profiles.keys()].toReversed().map((name) => [name.toLowerCase().replaceAll(/[\s-]+/g, '_'), name]));
  const taken = new Set<string | null | undefined>([...SINGLE_ROLES.map((role) => named[role]), ...(named.metrics ?? [])]);
  const aggregated = named.customers ?? find('customers', (profile) => isNumeric(profile));
  function find(role: SingleRole, fits: (profile: ColumnProfile) => boolean): string | null {
    const given = named[role];
    if (given !== undefined) return given;
    for (const usual of ROLE_NAMES[role]) {
      const name = byName.get(usual);
      if (name !== undefined && !taken.has(name) && fits(profiles.get(name)!)) return name;
    }
    return null;
  }
  const outcome = (profile: ColumnProfile): boolean => profile.kind === 'binary' || (aggregated !== null && isNumeric(profile));
  const single = {
    arm: find('arm', ({ kind }) => kind === 'text' || kind === 'binary'),
    visit: find('visit', outcome),
    conversion: find('conversion', outcome),
    spend: find('spend', isNumeric),
    spend_squared: find('spend_squared', isNumeric),
    customers: aggregated,
    date: find('date', ({ kind }) => kind !== 'empty' && kind !== 'binary') ?? firstDate(profiles, named),
  };
  for (const name of Object.values(single)) taken.add(name);
  const free = [...profiles.values()].filter(({ name }) => !taken.has(name));
  const metrics = named.metrics ?? freeMetrics(single, free);
  const possible = free.filter((profile) => !metrics.includes(profile.name) && isDimension(profile)).map(({ name }) => [name]);
  const dimensions = named.dimensions ?? possible.slice(0, MOST_DIMENSIONS);
  const skipped = free.filter(({ name, kind, distinct }) => !metrics.includes(name) && kind === 'text' && distinct === undefined);
  return {
    ...single,
    metrics,
    dimensions,
    dimensionsNamed: named.dimensions !== undefined,
    skipped: named.dimensions === undefined ? [...skipped.map(({ name }) => name), ...possible.slice(MOST_DIMENSIONS).flat()] : [],
  };
}

/** Numbers are measured where nothing else is. */
function freeMetrics(single: Record<SingleRole, string | null>, free: readonly ColumnProfile[]): string[] {
  if (single.visit !== null || single.conversion !== null || single.spend !== null) return [];
  return free
    .filter(({ kind }) => kind === 'number')
    .map(({ name }) => name)
    .slice(0, MOST_METRICS);
}

function firstDate(profiles: ReadonlyMap<string, ColumnProfile>, named: NamedColumns): string | null {
  if (named.date === null) return null;
  return [...profiles.values()].find(({ kind }) => kind === 'date')?.name ?? null;
}

/** Few values, or whole numbers that can be put into bands; a fine measure is a dimension only where it is named. */
function isDimension({ kind, whole, distinct }: ColumnProfile): boolean {
  return kind === 'binary' || (distinct !== undefined && (kind === 'text' || (kind === 'number' && whole)));
}

function isNumeric({ kind }: ColumnProfile): boolean {
  return kind === 'number' || kind === 'binary';
}

function isSingleRole(role: string): role is SingleRole {
  return (SINGLE_ROLES as readonly string[]).includes(role);
}

function listOf(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidField(field, 'must be a list of columns');
}
