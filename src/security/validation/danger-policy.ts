import { DANGER_KINDS, type DangerKind } from '../../text';

/** What a field of a request is for: a `name` stands in lists, links and logs; a `text` and the values of an `object` are kept as they came. */
export const FIELD_KINDS = ['name', 'text', 'object'] as const;

/** One of `FIELD_KINDS`. */
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What happens to a request with something dangerous in such a field: it is counted, counted and refused, or not even looked at. */
export type Treatment = 'ignore' | 'report' | 'reject';

/** How each kind of danger is treated in each kind of field. */
export type DangerPolicy = Readonly<Record<FieldKind, Readonly<Record<DangerKind, Treatment>>>>;

/** Kinds that no name needs: they act where the name is shown, or stand for a key or a file. `sql` and the like are left: "Tom; drop table" is a name. */
const NEVER_IN_NAMES = ['script', 'html', 'control', 'bidi', 'prototype', 'path'] as const satisfies readonly DangerKind[];
/** Kinds that ordinary text of no language and no person has: what a strict tenant refuses everywhere. Characters alone do no harm in a text. */
const ATTACKS = DANGER_KINDS.filter((kind) => kind !== 'control' && kind !== 'bidi');

/** What holds unless a tenant chose otherwise: names are refused, all else is stored to the byte and only counted. */
export const REPORTING_POLICY: DangerPolicy = {
  name: treating(NEVER_IN_NAMES, 'report'),
  text: treating([], 'report'),
  object: treating([], 'report'),
};

/** For tenants that would rather lose a request than keep an attack. */
export const STRICT_POLICY: DangerPolicy = {
  name: treating(DANGER_KINDS, 'report'),
  text: treating(ATTACKS, 'report'),
  object: treating(ATTACKS, 'report'),
};

/** The kinds that are treated so in such a field. */
export function kindsTreated(policy: DangerPolicy, field: FieldKind, ...treatments: readonly Treatment[]): ReadonlySet<DangerKind> {
  return new Set(DANGER_KINDS.filter((kind) => treatments.includes(policy[field][kind])));
}

function treating(rejected: readonly DangerKind[], others: Treatment): Record<DangerKind, Treatment> {
  const entries = DANGER_KINDS.map((kind) => [kind, rejected.includes(kind) ? 'reject' : others] as const);
  return Object.fromEntries(entries) as Record<DangerKind, Treatment>;
}
