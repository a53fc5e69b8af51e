import { invalidField } from '../../../errors';
import type { ColumnProfile } from './column-profile';
import type { ColumnRoles } from './column-roles';
import { combinedLevels, levelsOf, MOST_LEVELS, type Levels } from './levels';

/** Arms of one test; more are no test but a dimension. */
const MOST_ARMS = 20;

/**
 * The arms; undefined where no column holds them.
 * @throws MeshError invalid `context.columns.arm` for one arm, or too many.
 */
export function armLevels({ arm }: ColumnRoles, profiles: ReadonlyMap<string, ColumnProfile>): Levels | undefined {
  if (arm === null) return undefined;
  const profile = profiles.get(arm)!;
  const labels = profile.distinct === undefined ? undefined : [...profile.distinct.keys()];
  const other = 'name another column in context.columns.arm, or null where there are no arms';
  if (labels !== undefined && labels.length < 2)
    throw invalidField('context.columns.arm', `the column ${arm} holds one arm or none, and a comparison needs two: ${other}`);
  if (labels === undefined || labels.length > MOST_ARMS)
    throw invalidField('context.columns.arm', `the column ${arm} holds more than ${MOST_ARMS} arms: ${other}`);
  const places = new Map(labels.map((label, index) => [label, index]));
  return { labels: labels.map(String), indexOf: (cell) => places.get(cell) ?? -1 };
}

/** A dimension to sum by: its columns, and the levels of their combination. */
export interface CountedDimension {
  dimension: string;
  names: readonly string[];
  levels: NonNullable<ReturnType<typeof combinedLevels>>;
}

/**
 * The dimensions that have a usable number of levels, and those that do not.
 * @throws MeshError invalid `context.columns.dimensions[i]` for one of the latter that was named.
 */
export function countedDimensions(
  roles: ColumnRoles,
  profiles: ReadonlyMap<string, ColumnProfile>,
): { dimensions: CountedDimension[]; skipped: string[] } {
  const skipped = [...roles.skipped];
  const dimensions: CountedDimension[] = [];
  roles.dimensions.forEach((names, index) => {
    const parts = names.map((name) => levelsOf(profiles.get(name)!));
    const levels = parts.includes(undefined) ? undefined : combinedLevels(parts as Levels[]);
    if (levels !== undefined) dimensions.push({ dimension: names.join(' × '), names, levels });
    else if (roles.dimensionsNamed)
      throw invalidField(`context.columns.dimensions[${index}]`, `${names.join(' × ')} must have between one and ${MOST_LEVELS} levels`);
    else skipped.push(names.join(' × '));
  });
  return { dimensions: dimensions.filter(({ levels }) => roles.dimensionsNamed || levels.labels.length > 1), skipped };
}
