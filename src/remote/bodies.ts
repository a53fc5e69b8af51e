import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MeshError } from '../errors';
import { meshKey, RedisClient } from '../redis';

/** Characters that go along in a message: every process of the role hears it, and Redis cuts off who cannot follow. */
const MAX_INLINE = 256 * 1024;
/** Characters of any body. The largest that a route takes is 32 MiB, of images. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** A text on its way: itself, or the name under which it lies. */
export type Carried = { body: string } | { kept: string };

/** Texts too large for a message lie in Redis, where the one who reads them takes them away. */
@Injectable()
export class Bodies {
  constructor(private readonly redis: RedisClient) {}

  /** `holdMs`: how long it lies there for whoever reads it. @throws MeshError 413 `remote-body-too-large`, or `redis-unavailable`. */
  async put(text: string, holdMs: number): Promise<Carried> {
    if (text.length <= MAX_INLINE) return { body: text };
    if (text.length > MAX_LENGTH) throw new MeshError('too-large', 'remote-body-too-large', 'this is too large for another process');
    const kept = randomUUID();
    await this.redis.run((redis) => redis.set(keyOf(kept), text, 'PX', holdMs));
    return { kept };
  }

  /** The text, which is gone from there afterwards; undefined where it has gone already. Anybody may have written `carried`. */
  async take(carried: Partial<Record<'body' | 'kept', unknown>>): Promise<string | undefined> {
    if (typeof carried.body === 'string') return carried.body;
    const { kept } = carried;
    if (typeof kept !== 'string') return undefined;
    return (await this.redis.run((redis) => redis.getdel(keyOf(kept)))) ?? undefined;
  }
}

function keyOf(kept: string): string {
  return meshKey('remote', 'body', kept);
}
