import { Logger } from '@nestjs/common';
import { Breakers } from '../../src/models/chain/breakers';
import { BreakerStore } from '../../src/models/chain/breaker.store';
import type { Candidate } from '../../src/models/chain/candidate';
import { ProviderError } from '../../src/models/provider-error';
import { type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const model = { provider: 'openai' as const, model: 'gpt-4o' };
const admit = async (breakers: Breakers, candidate: Candidate = model) => breakers.pass(candidate) ?? breakers.tryOut(candidate);
const broken = () => new ProviderError('unavailable', 'provider-unavailable', 'openai answered HTTP 503');
const FAILURES_TO_OPEN = 10;

describe('the breaker of a model', () => {
  let server: RedisServer;
  const replicas: { client: RedisClient; breakers: Breakers }[] = [];

  const join = async (): Promise<Breakers> => {
    const client = await connectedClient(server);
    const breakers = new Breakers(new BreakerStore(client));
    breakers.onApplicationBootstrap();
    replicas.push({ client, breakers });
    return breakers;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
  });
  afterEach(async () => {
    for (const { breakers, client } of replicas.splice(0)) {
      breakers.onApplicationShutdown();
      await client.run((redis) => redis.flushall()).catch(() => undefined);
      client.onApplicationShutdown();
    }
    jest.restoreAllMocks();
  });
  afterAll(() => server.remove());

  const fail = async (breakers: Breakers, times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) (await admit(breakers)).failed(broken());
  };
  const until = async (breakers: Breakers, state: string): Promise<void> => {
    while (breakers.stateOf(model) !== state) await new Promise(setImmediate);
  };
  /** Moves the clock of this process, which decides when an open breaker is half-open. */
  const skip = (ms: number): void => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
  };

  it('stays closed while failures are fewer than ten in a row', async () => {
    const breakers = await join();
    await fail(breakers, FAILURES_TO_OPEN - 1);
    (await admit(breakers)).succeeded();
    await fail(breakers, FAILURES_TO_OPEN - 1);
    expect(breakers.stateOf(model)).toBe('closed');
  });

  it('opens after ten failures in a row, for every replica, and says when to come back', async () => {
    const [here, there] = [await join(), await join()];
    await fail(here, FAILURES_TO_OPEN);
    await expect(admit(here)).rejects.toMatchObject({ code: 'provider-circuit-open', retryable: false, retryAfterSeconds: 5 });
    await until(there, 'open');
    await expect(admit(there)).rejects.toMatchObject({ code: 'provider-circuit-open' });
  });

  it('does not count requests that were refused for their content, or callers who left', async () => {
    const breakers = await join();
    for (let i = 0; i < 2 * FAILURES_TO_OPEN; i += 1) {
      (await admit(breakers)).failed(new ProviderError('invalid', 'provider-request-rejected', 'HTTP 400', { retryable: false }));
      (await admit(breakers)).failed(new ProviderError('timeout', 'provider-cancelled', 'gone', { retryable: false }));
    }
    expect(breakers.stateOf(model)).toBe('closed');
  });

  it('lets one call of all replicas try a half-open model, and closes everywhere when that succeeds', async () => {
    const [here, there] = [await join(), await join()];
    await fail(here, FAILURES_TO_OPEN);
    await until(there, 'open');
    skip(5_100);
    expect([here.stateOf(model), there.stateOf(model)]).toEqual(['half-open', 'half-open']);
    const tries = await Promise.allSettled([admit(here), admit(there), admit(here), admit(there)]);
    const [passage, ...others] = tries.filter((attempt) => attempt.status === 'fulfilled');
    expect(others).toEqual([]);
    passage?.value.succeeded();
    await Promise.all([until(here, 'closed'), until(there, 'closed')]);
  });

  it('leaves a model alone for twice as long when the try fails', async () => {
    const breakers = await join();
    await fail(breakers, FAILURES_TO_OPEN);
    skip(5_100);
    (await admit(breakers)).failed(broken());
    await expect(admit(breakers)).rejects.toMatchObject({ retryAfterSeconds: 10 });
  });

  it('never opens for the sandbox', async () => {
    const breakers = await join();
    const sandbox = { provider: 'sandbox' as const, model: 'sandbox' };
    for (let i = 0; i < 2 * FAILURES_TO_OPEN; i += 1) (await admit(breakers, sandbox)).failed(broken());
    expect(breakers.stateOf(sandbox)).toBe('closed');
  });

  it('goes by what it sees itself while Redis is away', async () => {
    const breakers = await join();
    await server.down();
    await fail(breakers, FAILURES_TO_OPEN);
    expect(breakers.stateOf(model)).toBe('open');
    skip(5_100);
    (await admit(breakers)).succeeded();
    expect(breakers.stateOf(model)).toBe('closed');
    await server.up();
  });
});
