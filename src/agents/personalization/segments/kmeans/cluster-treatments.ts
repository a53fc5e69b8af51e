import { rfmRoleOf, type RfmRole } from '../rfm/rfm-columns';
import type { Trait } from './traits';

/** What to send to whom more, and less, of a thing sets apart. For recency more is longer ago. */
const BY_ROLE: Readonly<Record<RfmRole, { more: string; less: string }>> = {
  recency: { more: 'A reminder of what they liked and what is new', less: 'What goes well with their last purchase' },
  frequency: { more: 'A reward for their loyalty', less: 'A reason for the next purchase' },
  monetary: { more: 'First access to what is new and best', less: 'The bestsellers and an easy way to begin' },
};

/** What a cluster gets: by the first of its traits that tells of purchases, else what suits its name. */
export function treatmentOf(traits: readonly Trait[], name: string): string {
  for (const { feature, difference } of traits) {
    const role = rfmRoleOf(feature.column);
    if (role !== undefined && feature.kind === 'number') return BY_ROLE[role][difference > 0 ? 'more' : 'less'];
  }
  return `What suits people like these: ${name}`;
}
