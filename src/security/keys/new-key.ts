import { invalidField, MeshError } from '../../errors';
import { Grants, unknownScopes } from '../access/grants';
import type { Principal } from '../access/principal';
import { grantsOf } from '../access/principal-of';
import { ROLES } from '../access/roles';
import { areWithin, isAddressBlock } from './addresses';
import type { CreateKeyDto } from './dto/create-key.dto';
import type { KeyChanges, KeyRates, KeyRecord } from './key-record';

/** What a new key is to be: all of its record but what its secret and its time of birth decide. */
export type KeyPlan = Omit<KeyRecord, 'keyId' | 'pepperId' | 'digest' | 'version' | 'generation' | 'createdAtMs'>;

/** How many keys may stand above one another. */
const MAX_DEPTH = 8;

/**
 * What a key is to be from what was asked for. Nobody gives what they do not have, and no key exceeds its parent.
 * @throws MeshError 422 that names the field, 403 `key-exceeds-yours`.
 */
export function planKey(maker: Principal, body: CreateKeyDto, parent: KeyRecord | undefined, nowMs: number): KeyPlan {
  const tenantId = body.tenant_id ?? maker.tenantId;
  if (tenantId !== maker.tenantId && !maker.grants.allows('tenants:write')) {
    throw new MeshError('forbidden', 'scope-missing', 'keys of another tenant need the scope tenants:write');
  }
  const [unknown] = unknownScopes(body.scopes ?? []);
  if (unknown !== undefined) throw invalidField('scopes', `there is no scope ${JSON.stringify(unknown)}`);
  const wrong = body.allowed_cidrs?.findIndex((text) => !isAddressBlock(text)) ?? -1;
  if (wrong >= 0)
    throw invalidField(`allowed_cidrs[${wrong}]`, 'must be an address or a CIDR block, such as 192.0.2.0/24 or 2001:db8::/32');
  const expiresAtMs = body.expires_at === undefined ? parent?.expiresAtMs : Date.parse(body.expires_at);
  if (expiresAtMs !== undefined && expiresAtMs <= nowMs) throw invalidField('expires_at', 'must lie in the future');
  const grants = Grants.of(body.role, body.scopes);
  if (!maker.grants.covers(grants)) throw new MeshError('forbidden', 'key-exceeds-yours', 'a key cannot give what it does not have itself');
  const cidrs = body.allowed_cidrs ?? parent?.cidrs;
  const rates = ratesOf(body.rate_limit);
  const plan: KeyPlan = {
    tenantId,
    userId: body.user_id,
    name: body.name,
    role: body.role,
    createdBy: maker.keyId,
    ...(body.scopes !== undefined && { scopes: grants.list() }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
    ...(cidrs !== undefined && { cidrs }),
    ...(parent !== undefined && { ancestors: [...(parent.ancestors ?? []), parent.keyId] }),
    ...(body.require_signature === true || parent?.signs === true ? { signs: true } : {}),
    ...rates,
  };
  if (parent !== undefined) assertWithin(plan, grants, parent, nowMs);
  return plan;
}

/** Limits as a record holds them. */
export function ratesOf(limit: CreateKeyDto['rate_limit']): KeyRates {
  const { requests_per_minute: requests, tasks_per_minute: tasks, tokens_per_minute: tokens } = limit ?? {};
  return {
    ...(typeof requests === 'number' && { requestsPerMinute: requests }),
    ...(typeof tasks === 'number' && { tasksPerMinute: tasks }),
    ...(typeof tokens === 'number' && { tokensPerMinute: tokens }),
  };
}

/** @throws MeshError 422 that names the field in which a key would exceed its parent, or why the parent can have none below it. */
export function assertWithin(
  plan: Pick<KeyChanges, 'tenantId' | 'role' | 'expiresAtMs' | 'cidrs' | 'ancestors' | keyof KeyRates>,
  grants: Grants,
  parent: KeyRecord,
  nowMs: number,
): void {
  if (parent.revokedAtMs !== undefined || (parent.expiresAtMs ?? Infinity) <= nowMs)
    throw invalidField('parent_key_id', 'is a key that does not hold any more');
  if (parent.tenantId !== plan.tenantId) throw invalidField('tenant_id', 'must be the tenant of the parent');
  if ((plan.ancestors?.length ?? 0) > MAX_DEPTH) throw invalidField('parent_key_id', `has ${MAX_DEPTH} keys above it already`);
  if (ROLES.indexOf(plan.role ?? 'admin') > ROLES.indexOf(parent.role))
    throw invalidField('role', `must not exceed the parent's, which is ${parent.role}`);
  if (!grantsOf(parent).covers(grants)) throw invalidField('scopes', "must not exceed the parent's");
  if ((plan.expiresAtMs ?? Infinity) > (parent.expiresAtMs ?? Infinity))
    throw invalidField('expires_at', "must not be later than the parent's");
  if (parent.cidrs !== undefined && !areWithin(plan.cidrs ?? [], parent.cidrs))
    throw invalidField('allowed_cidrs', "must lie within the parent's");
  for (const [field, name] of RATES) {
    if ((plan[name] ?? 0) > (parent[name] ?? Infinity)) throw invalidField(`rate_limit.${field}`, "must not exceed the parent's");
  }
}

const RATES = [
  ['requests_per_minute', 'requestsPerMinute'],
  ['tasks_per_minute', 'tasksPerMinute'],
  ['tokens_per_minute', 'tokensPerMinute'],
] as const;
