import { DANGER_KINDS, DEFUSED_KINDS, type DangerKind } from '../../text';

/** What a field of a request is for: a `name` stands in lists, links and logs; a `text` and the values of an `object` are kept as they came. */
export const FIELD_KINDS = ['name', 'text', 'object'] as const;

/** One of `FIELD_KINDS`. */
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What happens to a request with something dangerous in a field: it is counted only; that is cut out; the request is refused. */
export const INPUT_TREATMENTS = ['report', 'sanitise', 'reject'] as const;

/** One of `INPUT_TREATMENTS`. */
export type InputTreatment = (typeof INPUT_TREATMENTS)[number];

/** How a tenant treats each kind of field. */
export type InputPolicy = Readonly<Record<FieldKind, InputTreatment>>;

/** Of a tenant that has chosen nothing: names are refused, all else is stored to the byte. */
export const DEFAULT_INPUT_POLICY: InputPolicy = { name: 'reject', text: 'report', object: 'report' };

/** Kinds that no name needs: they act where the name is shown, or stand for a key or a file. `sql` and the like are left: "Tom; drop table" is a name. */
const NEVER_IN_NAMES: ReadonlySet<DangerKind> = new Set(['script', 'html', 'control', 'bidi', 'prototype', 'path']);
/** Kinds that ordinary text of no language and no person has. Characters alone do no harm in a text. */
const ATTACKS: ReadonlySet<DangerKind> = new Set(DANGER_KINDS.filter((kind) => kind !== 'control' && kind !== 'bidi'));

/** What such a field is refused for, or what is cut out of it; nothing where danger is only counted. */
export function kindsActedOn(field: FieldKind, treatment: InputTreatment): ReadonlySet<DangerKind> {
  if (treatment === 'report') return new Set();
  if (field === 'name') return NEVER_IN_NAMES;
  return treatment === 'reject' ? ATTACKS : DEFUSED_KINDS;
}
