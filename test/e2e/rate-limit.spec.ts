import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { Mesh } from '../mesh';

const PEPPER = 'p'.repeat(32);

describe('the rate limit of a key', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER });
  });
  afterAll(() => mesh.stop());

  /** A key of the default tenant that may make so many requests a minute. */
  const limitedKey = async (requestsPerMinute: number): Promise<string> => {
    const { Authorization } = await mesh.keyOf({ role: 'user', rate_limit: { requests_per_minute: requestsPerMinute } });
    return Authorization.slice('Bearer '.length);
  };
  const list = (key: string) => mesh.get('/networks', { Authorization: `Bearer ${key}` });
  const rateOf = (headers: Headers) => ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));

  it('counts down in the headers, then answers 429 with the time to wait', async () => {
    const key = await limitedKey(3);
    const answers = [await list(key), await list(key), await list(key), await list(key)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const rates = answers.map(({ headers }) => rateOf(headers));
    expect(rates.map(([limit, remaining]) => [limit, remaining])).toEqual([
      ['3', '2'],
      ['3', '1'],
      ['3', '0'],
      ['3', '0'],
    ]);
    // Seconds until the quota is whole, less what the requests took.
    for (const [index, full] of [20, 40, 60, 60].entries()) {
      expect(Number(rates[index]?.[2])).toBeLessThanOrEqual(full);
      expect(Number(rates[index]?.[2])).toBeGreaterThan(full - 10);
    }
    expect(answers[3]).toMatchObject({ body: { code: 'rate-limited', retryable: true } });
    const retryAfterSeconds = Number(answers[3]?.headers.get('retry-after'));
    expect(retryAfterSeconds).toBeLessThanOrEqual(20);
    expect(retryAfterSeconds).toBeGreaterThan(10);
  });

  it('says nothing of rates to a key without a limit', async () => {
    expect(rateOf((await mesh.get('/networks')).headers)).toEqual([null, null, null]);
  });

  it('lets exactly the quota in over two replicas at once', async () => {
    const key = await limitedKey(40);
    const replica = await Mesh.join(mesh, { MESH_KEY_PEPPER: PEPPER });
    try {
      const urls = [mesh.url, await replica.getUrl()];
      const get = (i: number) => fetch(`${urls[i % 2]}/api/mesh/networks`, { headers: { Authorization: `Bearer ${key}` } });
      const statuses = (await Promise.all(Array.from({ length: 100 }, (_unused, i) => get(i)))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(40);
      expect(statuses.filter((status) => status === 429)).toHaveLength(60);
    } finally {
      await replica.close();
    }
  });

  it('holds for Redis messages too, where the reply is the problem', async () => {
    const api_key = await limitedKey(1);
    const { hostname, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    const ask = (): Promise<unknown> =>
      firstValueFrom(client.send('mesh.networks.get', { api_key, network_id: 'network_none' }).pipe(timeout(5_000))).catch(
        (error: unknown) => error,
      );
    try {
      expect(await ask()).toMatchObject({ status: 404 });
      expect(await ask()).toMatchObject({ status: 429, code: 'rate-limited', retryable: true });
    } finally {
      await client.close();
    }
  });
});
