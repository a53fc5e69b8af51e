import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { getMetadataStorage } from 'class-validator';
import type { Counter } from 'prom-client';
import type { FieldFault } from '../../errors';
import { METRIC } from '../../observability';
import { findDanger, findDangerInPieces, withoutDangerInPieces, type DangerKind } from '../../text';
import { BOUNDED_OBJECT } from './bounded-object';
import { FREE_TEXT } from './free-text';
import { InputPolicies } from './input-policies';
import { DEFAULT_INPUT_POLICY, kindsActedOn, type FieldKind, type InputTreatment } from './input-policy';
import { PLAIN } from './plain';
import { textsOf, type FieldText } from './texts-of';
import { validated, type Validated } from './validated';

const FIELD_KIND_OF: Readonly<Record<string, FieldKind>> = { [PLAIN]: 'name', [FREE_TEXT]: 'text', [BOUNDED_OBJECT]: 'object' };

/** Characters of one request that are looked at only to be counted: some 10 ms at worst. What a policy refuses or cuts out is looked for in all. */
const COUNTED_CHARACTERS = 32_768;

/** Looks for what is dangerous in the fields of a request that are marked as names, texts and objects. */
@Injectable()
export class DangerousInput {
  constructor(
    private readonly policies: InputPolicies,
    @InjectMetric(METRIC.dangerousInput) private readonly found: Counter<'kind' | 'field_kind'>,
  ) {}

  /** Holds parsed JSON against the validators of `Class` and the policy of a tenant, for bodies within a body. */
  async validated<T extends object>(Class: new () => T, json: unknown, tenantId: string | undefined): Promise<Validated<T>> {
    const { instance, faults } = await validated(Class, json);
    const refused = instance === undefined ? [] : await this.treat(instance, tenantId);
    return { instance, faults: faults.length > 0 ? faults : refused };
  }

  /**
   * Counts what is found, once for each kind of danger and field, cuts out what the policy of the tenant has cut out, and says what it refuses.
   * `request` is an instance of a class with validators. Neither the count nor a fault holds anything of the text. Without a tenant, on
   * public routes, the default policy holds.
   */
  async treat(request: object, tenantId: string | undefined): Promise<FieldFault[]> {
    const policy = tenantId === undefined ? DEFAULT_INPUT_POLICY : await this.policies.of(tenantId);
    const faults: FieldFault[] = [];
    const counted = new Set<string>();
    let left = COUNTED_CHARACTERS;
    for (const field of textsOf(request, fieldKindsOf)) {
      const { fieldKind, text } = field;
      const seen = left > 0 ? findDanger(text.slice(0, left), undefined, { inCode: fieldKind === 'name' }) : [];
      for (const { kind } of seen) counted.add(`${kind} ${fieldKind}`);
      const kinds = kindsActedOn(fieldKind, policy[fieldKind]);
      const isClean = text.length <= left ? !seen.some(({ kind }) => kinds.has(kind)) : kinds.size === 0;
      left -= Math.min(left, text.length);
      const fault = isClean ? undefined : await acted(field, kinds, policy[fieldKind]);
      if (fault !== undefined) faults.push(fault);
    }
    for (const pair of counted) {
      const [kind, field_kind] = pair.split(' ') as [DangerKind, FieldKind];
      this.found.inc({ kind, field_kind });
    }
    return faults;
  }
}

/** Does with one text what the policy says; why it is refused. What is to be cut out of a key, or leaves nothing of a name, is refused. */
async function acted(
  { field, fieldKind, text, replace }: FieldText,
  kinds: ReadonlySet<DangerKind>,
  treatment: InputTreatment,
): Promise<FieldFault | undefined> {
  const options = { inCode: fieldKind === 'name' };
  const found = await findDangerInPieces(text, kinds, options);
  if (found.length === 0) return undefined;
  const defused = treatment === 'sanitise' && replace !== undefined ? await withoutDangerInPieces(text, kinds, options) : undefined;
  if (defused === undefined || (fieldKind === 'name' && defused.trim() === '')) {
    return { field, message: `must not hold ${[...new Set(found.map(({ kind }) => kind))].join(', ')}` };
  }
  replace?.(defused);
  return undefined;
}

const marked = new WeakMap<object, ReadonlyMap<string, FieldKind>>();

/** The marked fields of a class, its ancestors' included. */
function fieldKindsOf(Class: object): ReadonlyMap<string, FieldKind> {
  const known = marked.get(Class);
  if (known !== undefined) return known;
  const kinds = new Map<string, FieldKind>();
  for (const { name = '', propertyName } of getMetadataStorage().getTargetValidationMetadatas(Class as never, '', true, false)) {
    const kind = FIELD_KIND_OF[name];
    if (kind !== undefined) kinds.set(propertyName, kind);
  }
  marked.set(Class, kinds);
  return kinds;
}
