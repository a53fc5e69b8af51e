import { Injectable } from '@nestjs/common';
import { loadLua, meshKey, RedisClient } from '../../redis';
import type { Principal } from '../access/principal';
import type { Role } from '../access/roles';
import type { Turn } from '../limits/turn';

const ADMIT = loadLua(__dirname, 'admit.lua');

/** A key at rest: nothing in it lets anyone make a request. */
export interface ApiKeyRecord extends Pick<Principal, 'keyId' | 'tenantId' | 'userId'> {
  role: Role;
  name: string;
  /** HMAC-SHA256 of the secret, hex. */
  digest: string;
  /** 1–1,000,000; without it the key is not limited. */
  requestsPerMinute?: number;
}

/** A key whose secret was right, and what is left of its rate where it has one. */
export interface AdmittedKey {
  record: ApiKeyRecord;
  turn?: Turn;
}

/** The only code that touches stored API keys. They have no TTL: a key lives until it is deleted. */
@Injectable()
export class ApiKeyStore {
  constructor(private readonly redis: RedisClient) {}

  /** Writes the record of a key in place of the one it had. */
  async put(record: ApiKeyRecord): Promise<void> {
    const fields = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
    const key = keyOf(record.keyId);
    await this.redis.run((redis) => redis.multi().del(key).hset(key, fields).exec());
  }

  /** Takes a turn for one request, in one round trip. `unknown` when there is no such key, `mismatch` when its secret is another. */
  async admit(keyId: string, digest: string): Promise<AdmittedKey | 'unknown' | 'mismatch'> {
    const reply = await this.redis.evaluate(ADMIT, [keyOf(keyId), meshKey(keyId, 'request-rate')], [digest]);
    if (reply === -1) return 'unknown';
    if (reply === -2) return 'mismatch';
    const [fields, turn] = reply as [string[], number[]];
    return { record: recordOf(fields), ...turnOf(turn) };
  }
}

function keyOf(keyId: string): string {
  return meshKey(keyId, 'api-key');
}

function recordOf(flat: string[]): ApiKeyRecord {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  const { keyId = '', name = '', digest = '', tenantId = '', userId = '', requestsPerMinute } = fields;
  const limit = requestsPerMinute === undefined ? {} : { requestsPerMinute: Number(requestsPerMinute) };
  return { keyId, name, digest, tenantId, userId, role: fields.role as Role, ...limit };
}

function turnOf([limit, remaining, resetUs, waitUs]: number[]): { turn?: Turn } {
  if (limit === undefined || remaining === undefined || resetUs === undefined || waitUs === undefined) return {};
  return { turn: { limit, remaining, resetMs: resetUs / 1_000, waitMs: waitUs / 1_000 } };
}
