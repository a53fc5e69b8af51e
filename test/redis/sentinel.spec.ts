import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { RedisClient } from '../../src/redis';
import { freePort, redisProgram, RedisServer } from '../redis-server';
import { connectedClient } from './clients';

/** Milliseconds the sentinel, which waits for 1,000 ms of silence, has to make the replica the master. */
const FAIL_OVER_MS = 20_000;

describe('Sentinels', () => {
  let master: RedisServer;
  let replica: RedisServer;
  let client: RedisClient | undefined;
  let endSentinel: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    master = await RedisServer.start();
    replica = await RedisServer.start('--replicaof', `127.0.0.1 ${master.port}`);
  });
  afterAll(async () => {
    client?.onApplicationShutdown();
    await endSentinel();
    await Promise.all([master.remove(), replica.remove()]);
  });

  /** Starts a sentinel that alone decides, with a password; its port. */
  const startSentinel = async (): Promise<number> => {
    const port = await freePort();
    const file = join(replica.folder, 'sentinel.conf');
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      'requirepass for-sentinels',
      `sentinel monitor main 127.0.0.1 ${master.port} 1`,
      'sentinel down-after-milliseconds main 1000',
      'sentinel failover-timeout main 5000',
    ];
    writeFileSync(file, lines.join('\n'));
    const { program, env } = redisProgram();
    const sentinel = spawn(program, [file, '--sentinel'], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
    process.once('exit', () => sentinel.kill('SIGKILL'));
    for await (const line of createInterface({ input: sentinel.stdout })) if (line.includes('+monitor')) break;
    sentinel.stdout.resume();
    endSentinel = async () => {
      const gone = once(sentinel, 'exit');
      sentinel.kill('SIGKILL');
      await gone;
    };
    return port;
  };

  it('name the new master when the old one stands still, and commands go there', async () => {
    const replicated = new Redis(replica.url);
    while (!(await replicated.info('replication')).includes('master_link_status:up')) await new Promise(setImmediate);
    const port = await startSentinel();
    const asked = new Redis(port, '127.0.0.1', { password: 'for-sentinels' });
    const giveUp = AbortSignal.timeout(FAIL_OVER_MS);
    // It must know the replica before it can choose it.
    while (((await asked.call('SENTINEL', 'replicas', 'main')) as unknown[]).length === 0) giveUp.throwIfAborted();
    client = await connectedClient({ url: `redis+sentinel://127.0.0.1:${port}/main`, sentinelPassword: 'for-sentinels' });
    await client.run((redis) => redis.set('{a}', 'before'));
    while ((await replicated.get('{a}')) !== 'before') giveUp.throwIfAborted();
    master.freeze();
    const write = () => (client as RedisClient).run((redis) => redis.set('{a}', 'after')).catch(() => 'refused');
    while ((await write()) !== 'OK') {
      giveUp.throwIfAborted();
      await new Promise(setImmediate);
    }
    expect(await replicated.get('{a}')).toBe('after');
    for (const redis of [replicated, asked]) redis.disconnect();
  });
});
