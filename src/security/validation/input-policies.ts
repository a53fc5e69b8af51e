import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { TenantSetting } from '../../tenants';
import { DEFAULT_INPUT_POLICY, FIELD_KINDS, INPUT_TREATMENTS, type InputPolicy, type InputTreatment } from './input-policy';

/** How each tenant treats what is dangerous in the fields of its requests: kind of field → treatment. */
@Injectable()
export class InputPolicies {
  private readonly setting: TenantSetting<InputPolicy>;

  constructor(redis: RedisClient) {
    this.setting = new TenantSetting(redis, 'inputs', policyIn);
  }

  /** As it was 10 s ago at the earliest; while Redis is away as it was last, or the default: no request fails for this. */
  of(tenantId: string): Promise<InputPolicy> {
    return this.setting.of(tenantId).catch(() => DEFAULT_INPUT_POLICY);
  }

  /** Puts a choice in the place of the one before. Holds at once here, elsewhere within 10 s. @throws MeshError 503. */
  choose(tenantId: string, policy: Partial<InputPolicy>): Promise<InputPolicy> {
    return this.setting.put(tenantId, new Map(Object.entries(policy)));
  }
}

function policyIn(fields: Readonly<Record<string, string>>): InputPolicy {
  const chosen = FIELD_KINDS.map((kind) => [kind, fields[kind]] as const).filter(([, treatment]) => isTreatment(treatment));
  return { ...DEFAULT_INPUT_POLICY, ...Object.fromEntries(chosen) };
}

function isTreatment(value: unknown): value is InputTreatment {
  return INPUT_TREATMENTS.includes(value as InputTreatment);
}
