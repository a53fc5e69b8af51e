import { medianOfSorted, sortedValues } from '../sorted-values';
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
    for (let group = 0; group < RFM_GROUPS.length; group += 1) {
      byGroup.push(medianOfSorted(await sortedValues(all.filter((_value, person) => labels[person] === group))));
    }
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
          : `Their median ${known.map(({ role }) => `${WORDS[role]} is ${cite(`median_${role}`, 'statistic')}`).join(', ')}.`,
    };
  });
}
