import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, newestFirst, RedisClient, type Page } from '../../redis';
import { slotOfKey } from './api-key';
import { keyListKey, recordKey, slotPrefix } from './key-names';
import { fieldsOf, recordOf, type KeyChanges, type KeyRecord } from './key-record';

const CREATE = loadLua(__dirname, 'create-key.lua');
const CHANGE = loadLua(__dirname, 'change-key.lua');
const FORGET_OWNER = loadLua(__dirname, 'forget-owner.lua');
const REVOKE = loadLua(__dirname, 'revoke-key.lua');

/** Keys of one tenant, revoked ones included for as long as they are remembered. */
const MAX_KEYS = 10_000;
/** Milliseconds for which a key that was revoked or has expired is remembered: longer than any task that it may have submitted waits. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

/** The only code that writes API keys. One lives until it is revoked or expires, and is then remembered for 90 days. */
@Injectable()
export class ApiKeyStore {
  constructor(private readonly redis: RedisClient) {}

  /** Stores a new key; tells what stood in its way. */
  async create(record: KeyRecord): Promise<'created' | 'known' | 'too-many' | 'no-parent'> {
    const parent = record.ancestors?.at(-1);
    const parentKey = parent === undefined ? '' : recordKey(parent);
    const keys = [recordKey(record.keyId), keyListKey(record.tenantId), `${parentKey || recordKey(record.keyId)}:children`];
    const args = [record.keyId, record.createdAtMs, MAX_KEYS, parentKey, goneAtMs(record), ...Object.entries(fieldsOf(record)).flat()];
    const reply = await this.redis.evaluate(CREATE, keys, args);
    if (reply === 1) return 'created';
    if (reply === 0) return 'known';
    return reply === -1 ? 'too-many' : 'no-parent';
  }

  /** Writes a key that comes from outside Redis, in place of what was there. */
  async put(record: KeyRecord): Promise<void> {
    const key = recordKey(record.keyId);
    await this.redis.run((redis) => redis.multi().del(key).hset(key, fieldsOf(record)).exec());
    await this.redis.run((redis) => redis.zadd(keyListKey(record.tenantId), record.createdAtMs, record.keyId));
  }

  /** The key of this tenant; undefined when it has none of this id. */
  async find(tenantId: string, keyId: string): Promise<KeyRecord | undefined> {
    const record = recordOf(await this.redis.run((redis) => redis.hgetall(recordKey(keyId))));
    return record?.tenantId === tenantId ? record : undefined;
  }

  /** Keys of a tenant, the newest first. */
  async list(tenantId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<KeyRecord>> {
    const list = keyListKey(tenantId);
    return newestFirst(this.redis, list, page, (ids) => this.listed(list, tenantId, ids));
  }

  private async listed(list: string, tenantId: string, ids: readonly string[]): Promise<(KeyRecord | undefined)[]> {
    const records = await Promise.all(ids.map((id) => this.find(tenantId, id)));
    const gone = ids.filter((_id, index) => records[index] === undefined);
    if (gone.length > 0) await this.redis.run((redis) => redis.zrem(list, ...gone));
    return records;
  }

  /** Writes `changes` over a key as it was read; a field that is undefined is removed. False when it is no longer as it was read. */
  async change(record: KeyRecord, changes: KeyChanges): Promise<boolean> {
    const changed = { ...record, ...changes, version: newVersion() };
    const removed = Object.keys(changes).filter((name) => changes[name as keyof KeyChanges] === undefined);
    const fields = Object.entries(fieldsOf(changed)).flat();
    const key = recordKey(record.keyId);
    const args = [record.version, JSON.stringify(removed), goneAtMs(changed), ...fields];
    return (await this.redis.evaluate(CHANGE, [key, `${key}:children`], args)) === 1;
  }

  /** Puts `nobody` in the place of the owner and the name of a key that was revoked. */
  async forgetOwner(keyId: string, nobody: string): Promise<void> {
    await this.redis.evaluate(FORGET_OWNER, [recordKey(keyId)], [nobody, newVersion()]);
  }

  /** Revokes a key and all below it; the ids of all of them, undefined when there is no such key. */
  async revoke(keyId: string): Promise<string[] | undefined> {
    const args = [slotPrefix(slotOfKey(keyId)), keyId, newVersion(), REMEMBERED_MS];
    const reply = await this.redis.evaluate(REVOKE, [recordKey(keyId)], args);
    return reply === -1 ? undefined : (reply as string[]);
  }
}

/** A version that no record had before. */
export function newVersion(): string {
  return randomBytes(8).toString('base64url');
}

function goneAtMs({ expiresAtMs }: KeyChanges): number {
  return expiresAtMs === undefined ? 0 : expiresAtMs + REMEMBERED_MS;
}
