import { Injectable } from '@nestjs/common';
import { meshKey, RedisClient } from '../redis';
import type { Principal } from './principal';
import type { Role } from './roles';

/** A key at rest: nothing in it lets anyone make a request. */
export interface ApiKeyRecord extends Principal {
  name: string;
  /** HMAC-SHA256 of the secret, hex. */
  digest: string;
}

/** The only code that touches stored API keys. They have no TTL: a key lives until it is deleted. */
@Injectable()
export class ApiKeyStore {
  constructor(private readonly redis: RedisClient) {}

  /** Writes the record of a key, over the one it had. */
  async put(record: ApiKeyRecord): Promise<void> {
    await this.redis.run((redis) => redis.hset(keyOf(record.keyId), { ...record }));
  }

  /** The record of `keyId`, in one round trip. */
  async find(keyId: string): Promise<ApiKeyRecord | undefined> {
    const fields = await this.redis.run((redis) => redis.hgetall(keyOf(keyId)));
    if (fields.digest === undefined) return undefined;
    return { ...(fields as unknown as ApiKeyRecord), role: fields.role as Role };
  }
}

function keyOf(keyId: string): string {
  return meshKey(keyId, 'api-key');
}
