import { invalidField } from '../../../../errors';
import type { UsableColumns } from '../../privacy/usable-columns';
import type { RecordSource } from '../../records/record-source';
import { nearestName } from '../rules/nearest-name';

/** Fewer is no segmentation; more is more than anybody writes for. */
const FEWEST_CLUSTERS = 2;
const MOST_CLUSTERS = 8;
/** Columns that `context.features` may name. */
const MOST_NAMED = 40;

/** How many clusters to try: `context.k`, else 2 to 8. @throws MeshError invalid for any other number. */
export function numbersOfClusters({ k }: Readonly<Record<string, unknown>>): number[] {
  if (k === undefined) return Array.from({ length: MOST_CLUSTERS - FEWEST_CLUSTERS + 1 }, (_none, at) => at + FEWEST_CLUSTERS);
  if (typeof k === 'number' && Number.isInteger(k) && k >= FEWEST_CLUSTERS && k <= MOST_CLUSTERS) return [k];
  throw invalidField('context.k', `must be a whole number from ${FEWEST_CLUSTERS} to ${MOST_CLUSTERS}`);
}

/**
 * The columns to look for clusters in: those of `context.features`, else all that may be used.
 * @throws MeshError invalid when it names what is no column, or a protected attribute that is not allowed.
 */
export function columnsToCluster(
  { features }: Readonly<Record<string, unknown>>,
  source: RecordSource,
  { usable, refused }: UsableColumns,
): { columns: readonly string[]; named: boolean } {
  if (features === undefined) return { columns: usable, named: false };
  if (!Array.isArray(features) || features.length === 0 || features.length > MOST_NAMED) {
    throw invalidField('context.features', `must be a list of 1 to ${MOST_NAMED} names of columns`);
  }
  const columns = features.map((name: unknown, index) => {
    const field = `context.features[${index}]`;
    if (typeof name !== 'string' || !source.columns.includes(name)) {
      const near = typeof name === 'string' ? nearestName(name, source.columns) : undefined;
      throw invalidField(field, `must name a field of ${source.field}${near === undefined ? '' : `: the nearest is ${near}`}`);
    }
    const attribute = refused.find(({ column }) => column === name)?.attribute;
    if (attribute !== undefined) {
      throw invalidField(
        field,
        `${name} holds a protected attribute (${attribute}): it is used only where context.allowed_attributes names it`,
      );
    }
    return name;
  });
  return { columns: [...new Set(columns)], named: true };
}
