import { createHash, createHmac, randomBytes } from 'node:crypto';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { Mesh, type Answer } from '../mesh';
import { Talk } from '../talk';

type Headers = Record<string, string>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('signed requests', () => {
  let mesh: Mesh;
  let replica: Awaited<ReturnType<typeof Mesh.join>>;
  let key: Answer['body'];
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    replica = await Mesh.join(mesh);
    key = await newKey();
    networkId = (await mesh.post('/networks', { name: 'Signed' })).body.network_id as string;
  });
  afterAll(async () => {
    await replica.close();
    await mesh.stop();
  });

  const newKey = async (): Promise<Answer['body']> =>
    (await mesh.post('/security/api-keys', { name: 's', user_id: 'u', role: 'operator', require_signature: true })).body;

  /** Written from the guide alone. */
  const sign = (
    method: string,
    target: string,
    body = '',
    { secondsOff = 0, by = key }: { secondsOff?: number; by?: Answer['body'] } = {},
  ): Headers => {
    const timestamp = String(Math.floor(Date.now() / 1_000) + secondsOff);
    const nonce = randomBytes(16).toString('base64url');
    const [path, query = ''] = target.split('?');
    const lines = ['ai-mesh-request-1', method, path, query.split('&').sort().join('&'), sha256(body), timestamp, nonce].join('\n');
    const value = createHmac('sha256', Buffer.from(by.signing_key as string, 'base64url'))
      .update(lines)
      .digest('hex');
    return {
      'X-Mesh-Key': by.signing_key_id as string,
      'X-Mesh-Timestamp': timestamp,
      'X-Mesh-Nonce': nonce,
      'X-Mesh-Signature': `v1=${value}`,
    };
  };
  const send = async (
    method: string,
    target: string,
    headers: Headers,
    body = '',
    base = mesh.url,
  ): Promise<[number, string | undefined]> => {
    const type: Headers = body === '' ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(base + target, { method, headers: { ...type, ...headers }, ...(body === '' ? {} : { body }) });
    const text = await response.text();
    return [response.status, text === '' ? undefined : ((JSON.parse(text) as { code?: string }).code ?? undefined)];
  };
  const LIST = '/api/mesh/networks?limit=5&cursor=';

  it('are let in without the key, whatever the order of the query', async () => {
    const body = JSON.stringify({ name: 'Zürich' });
    expect(await send('POST', '/api/mesh/networks', sign('POST', '/api/mesh/networks', body), body)).toEqual([201, undefined]);
    const listed = '/api/mesh/networks?limit=5';
    expect(await send('GET', listed, sign('GET', listed))).toEqual([200, undefined]);
  });

  it('are what a key that asks for them takes, and nothing else', async () => {
    expect(await send('GET', LIST, { Authorization: `Bearer ${key.api_key as string}` })).toEqual([401, 'signature-missing']);
  });

  it('are let in once, on whichever replica', async () => {
    const headers = sign('GET', '/api/mesh/networks');
    const other = await replica.getUrl();
    expect(await send('GET', '/api/mesh/networks', headers)).toEqual([200, undefined]);
    expect(await send('GET', '/api/mesh/networks', headers, '', other)).toEqual([401, 'signature-replayed']);
  });

  it.each([
    ['another body', 'signature-wrong', (): [Headers, string] => [sign('POST', '/api/mesh/networks', '{"name":"a"}'), '{"name":"b"}']],
    ['another path', 'signature-wrong', (): [Headers, string] => [sign('POST', '/api/mesh/network', '{"name":"a"}'), '{"name":"a"}']],
    ['another method', 'signature-wrong', (): [Headers, string] => [sign('PUT', '/api/mesh/networks', '{"name":"a"}'), '{"name":"a"}']],
    [
      'a clock that is late',
      'signature-skew',
      (): [Headers, string] => [sign('POST', '/api/mesh/networks', '{}', { secondsOff: -302 }), '{}'],
    ],
    [
      'a clock that is early',
      'signature-skew',
      (): [Headers, string] => [sign('POST', '/api/mesh/networks', '{}', { secondsOff: 302 }), '{}'],
    ],
    [
      'no nonce',
      'signature-malformed',
      (): [Headers, string] => [{ ...sign('POST', '/api/mesh/networks', '{}'), 'X-Mesh-Nonce': '' }, '{}'],
    ],
  ])('are refused with %s', async (_what, code, make) => {
    const [headers, body] = make();
    expect(await send('POST', '/api/mesh/networks', headers, body)).toEqual([401, code]);
  });

  it('die with the secret they were made with, when its grace ends', async () => {
    const first = await newKey();
    const rotate = async (grace_seconds: number): Promise<Answer['body']> =>
      (await mesh.post(`/security/api-keys/${first.key_id as string}/rotate`, { grace_seconds })).body;
    const second = await rotate(60);
    const list = (by: Answer['body']) => send('GET', '/api/mesh/networks', sign('GET', '/api/mesh/networks', '', { by }));
    expect([await list(first), await list(second)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    await mesh.call('DELETE', `/security/api-keys/${first.key_id as string}`, undefined);
    expect(await list(second)).toEqual([401, 'api-key-revoked']);
  });

  it('leave nothing of an upload whose bytes are not those that were signed', async () => {
    const path = `/api/mesh/networks/${networkId}/datasets`;
    const upload = async (declared: string, body: string) =>
      send('POST', path, { ...sign('POST', path, declared), 'Content-Type': 'text/csv', 'X-Mesh-Content-SHA256': sha256(declared) }, body);
    expect(await upload('a,b\n1,2\n', 'a,b\n1,2\n')).toEqual([201, undefined]);
    expect(await upload('a,b\n1,2\n', 'a,b\n1,3\n')).toEqual([401, 'signature-body-mismatch']);
    expect((await mesh.get(`/networks/${networkId}/datasets`)).body.data).toHaveLength(1);
    const unnamed = { ...sign('POST', path, 'a\n1\n'), 'Content-Type': 'text/csv' };
    expect(await send('POST', path, unnamed, 'a\n1\n')).toEqual([401, 'signature-malformed']);
  });

  it('are what a Redis message can be, too', async () => {
    const { hostname, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    const ask = (data: object, signed = data): Promise<unknown> => {
      const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomBytes(16).toString('base64url')];
      const lines = ['ai-mesh-message-1', 'mesh.networks.get', sha256(JSON.stringify(signed)), timestamp, nonce].join('\n');
      const value = `v1=${createHmac('sha256', Buffer.from(key.signing_key as string, 'base64url'))
        .update(lines)
        .digest('hex')}`;
      const signature = { key: key.signing_key_id as string, timestamp, nonce, value };
      return firstValueFrom(client.send('mesh.networks.get', { ...data, signature }).pipe(timeout(5_000))).catch((error: unknown) => error);
    };
    try {
      expect(await ask({ network_id: networkId })).toMatchObject({ network_id: networkId });
      expect(await ask({ network_id: networkId }, { network_id: 'network_other' })).toMatchObject({ status: 401, code: 'signature-wrong' });
    } finally {
      await client.close();
    }
  });

  it('open a WebSocket, and open no second one', async () => {
    const target = `/api/mesh/networks/${networkId}/ws`;
    const headers = sign('GET', target);
    const talk = await Talk.connected(mesh.url, networkId, headers);
    expect(await talk.ask({ type: 'ping' })).toEqual({ type: 'pong' });
    const again = await Talk.to(mesh.url, networkId, { headers }).refusal();
    expect([again.status, again.body.code]).toEqual([401, 'signature-replayed']);
    const wrong = await Talk.to(mesh.url, networkId, {
      headers: { ...sign('GET', target), 'X-Mesh-Nonce': 'another-nonce-of-22-ch' },
    }).refusal();
    expect([wrong.status, wrong.body.code]).toEqual([401, 'signature-wrong']);
    await talk.leave();
  });
});
