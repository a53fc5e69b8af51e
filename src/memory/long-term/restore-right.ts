import { randomUUID } from 'node:crypto';
import { loadLua, networkKey, type RedisClient } from '../../redis';
import { erasedKey } from '../../networks';
import type { MemoryPlace } from '../index/memory-index.store';

const BEGIN = loadLua(__dirname, 'begin-restore.lua');
const END = loadLua(__dirname, 'end-restore.lua');

/** Milliseconds the right to restore holds without being used; longer than a call to the database and one to Redis may take. */
export const RESTORE_HOLD_MS = 30_000;

/** The right to put back what Redis has lost of a network: one process at a time has it, and loses it when it stands still. */
export class RestoreRight {
  readonly restorer = randomUUID();
  private readonly key: string;
  private readonly erased: string;

  constructor(
    private readonly redis: RedisClient,
    place: MemoryPlace,
  ) {
    this.key = networkKey(place.tenantId, place.networkId, 'mem', 'restoring');
    this.erased = erasedKey(place);
  }

  async take(): Promise<'taken' | 'others' | 'erased'> {
    const code = await this.redis.evaluate(BEGIN, [this.key, this.erased], [this.restorer, RESTORE_HOLD_MS]);
    if (code === 1) return 'taken';
    return code === 0 ? 'others' : 'erased';
  }

  async leave(): Promise<void> {
    await this.redis.evaluate(END, [this.key], [this.restorer]);
  }
}
