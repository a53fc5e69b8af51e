import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import { getMetadataStorage } from 'class-validator';
import type { Counter } from 'prom-client';
import type { FieldFault } from '../../errors';
import { METRIC } from '../../observability';
import { findDanger, type DangerKind } from '../../text';
import { BOUNDED_OBJECT } from './bounded-object';
import { kindsTreated, REPORTING_POLICY, type DangerPolicy, type FieldKind } from './danger-policy';
import { FREE_TEXT } from './free-text';
import { PLAIN } from './plain';
import { textsOf } from './texts-of';

const FIELD_KIND_OF: Readonly<Record<string, FieldKind>> = { [PLAIN]: 'name', [FREE_TEXT]: 'text', [BOUNDED_OBJECT]: 'object' };

/** Characters of one request that are looked at, field by field: some 10 ms at worst. */
const MAX_CHARACTERS = 32_768;

/** Looks for what is dangerous in the fields of a request that are marked as names, texts and objects. */
@Injectable()
export class DangerousInput {
  constructor(@InjectMetric(METRIC.dangerousInput) private readonly found: Counter<'kind' | 'field_kind'>) {}

  /**
   * Counts what is found, once for each kind of danger and field, and says what `policy` refuses. `request` is an instance of a class with
   * validators; the policy of a tenant is whatever its caller gives. Neither the count nor a fault holds anything of the text.
   */
  examine(request: object, policy: DangerPolicy = REPORTING_POLICY): FieldFault[] {
    const faults: FieldFault[] = [];
    const counted = new Set<string>();
    for (const { field, fieldKind, text } of textsOf(request, fieldKindsOf, MAX_CHARACTERS)) {
      const rejected = kindsTreated(policy, fieldKind, 'reject');
      const refused = new Set<DangerKind>();
      for (const { kind } of findDanger(text, kindsTreated(policy, fieldKind, 'report', 'reject'), { inCode: fieldKind === 'name' })) {
        counted.add(`${kind} ${fieldKind}`);
        if (rejected.has(kind)) refused.add(kind);
      }
      if (refused.size > 0) faults.push({ field, message: `must not hold ${[...refused].join(', ')}` });
    }
    for (const pair of counted) {
      const [kind, field_kind] = pair.split(' ') as [DangerKind, FieldKind];
      this.found.inc({ kind, field_kind });
    }
    return faults;
  }
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
