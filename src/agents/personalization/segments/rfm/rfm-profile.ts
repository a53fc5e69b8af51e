import { medianOfSorted, sortedValues } from '../sorted-values';
import type { NumberUnit } from '../../../numbers/format-number';
import type { Group, GroupFigure, ProfileEntry } from '../grouping';
import { RFM_GROUPS } from './rfm-groups';
import type { RfmRole } from './rfm-columns';
import type { RfmValues } from './rfm-values';

const ROLES: readonly RfmRole[] = ['recency', 'frequency', 'monetary'];
const WORDS: Readonly<Record<RfmRole, string>> = { recency: 'recency', frequency: 'number of purchases', monetary: 'amount spent' };

/** The groups of RFM with the medians of those in them. */
export async function rfmGroups(values: RfmValues, labels: Uint8Array): Promise<Group[]> {
  const medians: { role: RfmRole; overall: number; byGroup: number[] }[] = [];
  for (const role of ROLES) {
    const all = values[role];
    if (all === undefined) continue;
    const byGroup: number[] = [];
    for (const own of parted(all, labels)) byGroup.push(medianOfSorted(await sortedValues(own)));
    medians.push({ role, overall: medianOfSorted(await sortedValues(all)), byGroup });
  }
  return RFM_GROUPS.map(({ name, audience, treatment }, group) => {
    const known = medians.filter(({ byGroup }) => !Number.isNaN(byGroup[group]));
    return {
      ...{ name, audience, treatment },
      figures: known.map(({ role, byGroup }): GroupFigure => ({
        name: `median_${role}`,
        statement: `Median ${WORDS[role]} of ${name}`,
        value: byGroup[group]!,
      })),
      profile: known.map(({ role, overall, byGroup }): ProfileEntry => ({
        column: role,
        measure: 'median',
        value: byGroup[group]!,
        overall,
      })),
      reason: (cite) =>
        known.length === 0
          ? 'Too little is known of their purchases to score them.'
          : `Their median ${known.map(({ role, byGroup }) => `${WORDS[role]} is ${cite(`median_${role}`, unitOf(byGroup[group]!))}`).join(', ')}.`,
    };
  });
}

/** The values by the group of whom they belong to. */
function parted(values: Float64Array, labels: Uint8Array): Float64Array[] {
  const sizes = RFM_GROUPS.map(() => 0);
  for (const label of labels) sizes[label]! += 1;
  const parts = sizes.map((size) => new Float64Array(size));
  for (let person = values.length - 1; person >= 0; person -= 1) {
    const label = labels[person]!;
    parts[label]![(sizes[label]! -= 1)] = values[person]!;
  }
  return parts;
}

function unitOf(value: number): NumberUnit {
  return Number.isInteger(value) ? 'count' : 'statistic';
}
