import { MemoryCodec } from '../src/memory/codec/memory-codec';
import type { RedisClient, RedisConnection } from '../src/redis';

/** Everything that one store holds, as texts; each names where it stands. */
export type StoreDump = () => Promise<{ at: string; text: string }[]>;

const ID = /^[a-z]+_[0-9a-z]{16}/;

/** Where any of `traces` stands in any of the stores: `store place: trace`. The audit log may tell of ids, and of nothing else. */
export async function tracesIn(stores: Readonly<Record<string, StoreDump>>, traces: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [store, dump] of Object.entries(stores)) {
    for (const { at, text } of await dump()) {
      for (const trace of traces) {
        if (text.includes(trace) && !(at.includes(':audit:') && ID.test(trace))) found.push(`${store} ${at}: ${trace}`);
      }
    }
  }
  return found;
}

/** Every key of Redis with every value, of every type; what is compressed is there as it reads, too. */
export function allOfRedis(redis: RedisClient): StoreDump {
  return async () => {
    const keys = await redis.run((r) => r.keysBuffer('*'));
    const texts = await Promise.all(keys.map(async (key) => ({ at: key.toString(), text: await textOf(redis, key) })));
    return texts.map(({ at, text }) => ({ at, text: `${at}\n${text}` }));
  };
}

async function textOf(redis: RedisClient, key: Buffer): Promise<string> {
  const values = await redis.run((r) => valuesOf(r, key));
  const read = await Promise.all(values.map((value) => decoded(value)));
  return [...values.map((value) => value.toString()), ...read].join('\n');
}

async function valuesOf(redis: RedisConnection, key: Buffer): Promise<Buffer[]> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return [(await redis.getBuffer(key)) ?? Buffer.alloc(0)];
    case 'hash':
      return Object.entries(await redis.hgetallBuffer(key)).flatMap(([field, value]) => [Buffer.from(field), value]);
    case 'set':
      return redis.smembersBuffer(key);
    case 'list':
      return redis.lrangeBuffer(key, 0, -1);
    case 'zset':
      return redis.zrangeBuffer(key, 0, -1);
    case 'stream':
      return (await redis.xrangeBuffer(key, '-', '+')).flatMap(([id, fields]) => [id, ...fields]);
    case 'none':
      return [];
    default:
      throw new Error(`no test knows how to read a ${type}`);
  }
}

const codec = new MemoryCodec();

/** What a value says when it is the body of a memory; '' when it is none. */
async function decoded(value: Buffer): Promise<string> {
  try {
    return await codec.decode(value);
  } catch {
    return '';
  }
}
