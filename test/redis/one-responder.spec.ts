import { Logger } from '@nestjs/common';
import { OneResponderServer, type RedisClient } from '../../src/redis';
import { MessageClient } from '../message-client';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const PATTERN = 'test.wait';

/** A server in this process with one handler. */
async function listening(client: RedisClient, handler: () => Promise<unknown>, running: number): Promise<OneResponderServer> {
  const server = new OneResponderServer(client, undefined, { running, waiting: 1, waitingLength: 1_000, waitMs: 60_000 });
  server.addHandler(PATTERN, handler);
  const failure = await new Promise<unknown>((resolve) => server.listen(resolve));
  expect(failure).toBeUndefined();
  return server;
}

describe('the server of messages', () => {
  let redis: RedisServer;
  let client: RedisClient;
  let messages: MessageClient;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
    client = await connectedClient(redis);
    messages = await MessageClient.connect(redis.url);
  });
  afterAll(async () => {
    await messages.close();
    client.onApplicationShutdown();
    await redis.remove();
  });

  it('refuses what it has no place for, and answers the rest', async () => {
    const waiting: (() => void)[] = [];
    const begun = { tell: () => undefined as void };
    const isBegun = new Promise<void>((resolve) => (begun.tell = resolve));
    const handler = () => {
      begun.tell();
      return waiting.length > 0 ? Promise.resolve('later') : new Promise((resolve) => waiting.push(() => resolve('done')));
    };
    const server = await listening(client, handler, 1);
    try {
      const first = messages.send(PATTERN, {});
      await isBegun;
      const [second, third] = [messages.send(PATTERN, {}), messages.failure(PATTERN, {})];
      const refused = await Promise.race([third, second.catch((problem: unknown) => problem)]);
      expect(refused).toMatchObject({ status: 503, code: 'too-many-messages', retryable: true, retry_after_seconds: 1 });
      waiting[0]?.();
      expect(await first).toBe('done');
    } finally {
      await server.close();
    }
  });

  it('answers what it heard before it closes', async () => {
    const ends: (() => void)[] = [];
    const begun = { tell: () => undefined as void };
    const isBegun = new Promise<void>((resolve) => (begun.tell = resolve));
    const server = await listening(
      client,
      () => {
        begun.tell();
        return new Promise((resolve) => ends.push(() => resolve('in time')));
      },
      8,
    );
    const answer = messages.send(PATTERN, {});
    await isBegun;
    const closed = server.close();
    ends[0]?.();
    expect(await answer).toBe('in time');
    await closed;
  });

  it('answers a handler that throws what is no error, or returns what cannot be written', async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    for (const [handler, status] of [
      [() => Promise.resolve(circular), 500],
      [() => Promise.resolve(1n), 500],
      [() => Promise.reject(new Error('a secret')), 500],
    ] as const) {
      const server = await listening(client, handler, 8);
      const problem = await messages.failure(PATTERN, {});
      expect(problem).toMatchObject({ status, code: 'internal-error' });
      expect(JSON.stringify(problem)).not.toContain('secret');
      await server.close();
    }
  });
});
