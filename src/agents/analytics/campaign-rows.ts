import { MeshError, type FieldFault } from '../../errors';

/** One aggregated row: the sums over all customers of one arm and one cell of the dimensions. */
export interface CampaignRow {
  arm: string;
  /** Levels by dimension name. */
  dimensions: Readonly<Record<string, string>>;
  customers: number;
  visits: number;
  conversions: number;
  /** Sum over customers, in dollars. */
  spend: number;
  /** Sum of squares over customers, in squared dollars. */
  spendSquared: number;
}

const COUNTS = ['customers', 'visits', 'conversions'] as const;
const SUMS = ['spend', 'spend_squared'] as const;
const COLUMNS: ReadonlySet<string> = new Set(['arm', ...COUNTS, ...SUMS]);
/** Faults listed at most; the rest would only repeat them. */
const MOST_FAULTS = 20;

/**
 * Reads `context.campaign_data`; every column beside arm and figures is a dimension.
 * @throws MeshError invalid `campaign-data-invalid`, naming each faulty `context.campaign_data[i].field`.
 */
export function readCampaignRows(value: unknown): CampaignRow[] {
  const faults: FieldFault[] = [];
  if (!Array.isArray(value) || value.length === 0)
    throw invalid([{ field: 'context.campaign_data', message: 'must be a non-empty list of rows' }]);
  const rows = value.map((row: unknown, index) => {
    const at = `context.campaign_data[${index}]`;
    if (row === null || typeof row !== 'object' || Array.isArray(row)) {
      faults.push({ field: at, message: 'must be an object' });
      return undefined;
    }
    return readRow(row as Record<string, unknown>, (field, message) => faults.push({ field: `${at}.${field}`, message }));
  });
  if (faults.length === 0) checkDimensions(rows as CampaignRow[], faults);
  if (faults.length > 0) throw invalid(faults.slice(0, MOST_FAULTS));
  return rows as CampaignRow[];
}

function readRow(row: Record<string, unknown>, fault: (field: string, message: string) => void): CampaignRow {
  if (typeof row.arm !== 'string' || row.arm.trim() === '') fault('arm', 'must be the name of the arm');
  for (const field of COUNTS) {
    if (!Number.isSafeInteger(row[field]) || (row[field] as number) < 0) fault(field, 'must be a whole number of at least 0');
  }
  for (const field of SUMS) {
    if (!Number.isFinite(row[field]) || (row[field] as number) < 0) fault(field, 'must be a number of at least 0');
  }
  for (const field of ['visits', 'conversions'] as const) {
    if ((row[field] as number) > (row.customers as number)) fault(field, 'must not exceed customers');
  }
  const dimensions: Record<string, string> = {};
  for (const [name, level] of Object.entries(row)) {
    if (COLUMNS.has(name)) continue;
    if (typeof level === 'string' || typeof level === 'number' || typeof level === 'boolean') dimensions[name] = String(level);
    else fault(name, 'must be text, a number or a truth value');
  }
  return {
    arm: String(row.arm),
    dimensions,
    customers: row.customers as number,
    visits: row.visits as number,
    conversions: row.conversions as number,
    spend: row.spend as number,
    spendSquared: row.spend_squared as number,
  };
}

function checkDimensions(rows: readonly CampaignRow[], faults: FieldFault[]): void {
  const expected = Object.keys(rows[0]!.dimensions);
  rows.forEach(({ dimensions }, index) => {
    for (const name of expected) {
      if (!Object.hasOwn(dimensions, name))
        faults.push({ field: `context.campaign_data[${index}].${name}`, message: 'is missing here but present in the first row' });
    }
    for (const name of Object.keys(dimensions)) {
      if (!expected.includes(name))
        faults.push({ field: `context.campaign_data[${index}].${name}`, message: 'is not a column of the first row' });
    }
  });
  const arms = new Set(rows.filter(({ customers }) => customers > 0).map(({ arm }) => arm));
  if (arms.size < 2) faults.push({ field: 'context.campaign_data', message: 'must hold customers of at least two arms' });
}

function invalid(errors: FieldFault[]): MeshError {
  const { field, message } = errors[0]!;
  return new MeshError('invalid', 'campaign-data-invalid', `${field}: ${message}`, { errors });
}
