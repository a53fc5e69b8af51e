import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../../redis';
import { TenantSetting } from '../../../tenants';
import { readSafetyPolicy, safetyPolicyView } from './safety-policy.body';
import { DEFAULT_POLICY, type SafetyPolicy } from './safety-policy';

/** The one field of the hash: a policy is read and changed as a whole. */
const FIELD = 'policy';

/** What each tenant lets pass. */
@Injectable()
export class SafetyPolicies {
  private readonly setting: TenantSetting<SafetyPolicy>;

  constructor(redis: RedisClient) {
    this.setting = new TenantSetting(redis, 'safety', policyIn);
  }

  /** As it was 10 s ago at the earliest; while Redis is away as it was last, or the default: the filter does not go with Redis. */
  async of(tenantId: string): Promise<SafetyPolicy> {
    return this.setting.of(tenantId).catch(() => DEFAULT_POLICY);
  }

  /** Puts a policy in the place of the one before. Holds at once here, elsewhere within 10 s. @throws MeshError 503. */
  async choose(tenantId: string, policy: SafetyPolicy): Promise<SafetyPolicy> {
    return this.setting.put(tenantId, new Map([[FIELD, JSON.stringify(safetyPolicyView(policy))]]));
  }
}

function policyIn(fields: Readonly<Record<string, string>>): SafetyPolicy {
  const text = fields[FIELD];
  return text === undefined ? DEFAULT_POLICY : readSafetyPolicy(JSON.parse(text));
}
