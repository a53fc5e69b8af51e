import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Datasets } from '../../src/datasets';
import { BLOCK_ROWS } from '../../src/datasets/dataset-bounds';
import { RedisClient } from '../../src/redis';
import { Mesh } from '../mesh';
import { until } from '../until';

const PEPPER = 'p'.repeat(32);
const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';

describe('datasets that are none', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_KEY_PEPPER: PEPPER, MESH_DATASET_MAX_BYTES: '1048576', MESH_DATASET_TTL_DAYS: '2' });
    networkId = (await mesh.post('/networks', { name: 'Bad tables' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const path = (rest = '') => `/networks/${networkId}/datasets${rest}`;
  const keys = () => mesh.app.get(RedisClient, { strict: false }).run((redis) => redis.keys('*dataset*'));
  const upload = async (body: string | Buffer, type = CSV, headers: Record<string, string> = {}) => {
    const response = await fetch(`${mesh.url}/api/mesh${path()}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': type, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return {
      status: response.status,
      body: (await response.json()) as { code: string; detail: string; errors: { field: string; message: string }[] },
    };
  };

  it.each<[string, string | Buffer, string, string, RegExp]>([
    ['no line at all', '', CSV, 'line 1', /no rows/],
    ['a header without rows', 'a,b\n', CSV, 'line 1', /no rows/],
    ['empty lines', '\n\n', NDJSON, 'line 1', /no rows/],
    ['a header that is missing', '1,2.5,true\n2,3,false', CSV, 'line 1', /header is missing/],
    ['a column without a name', 'a,,c\n1,2,3', CSV, 'line 1', /column 2 has no name/],
    ['two columns of one name', 'a,b, a \n1,2,3', CSV, 'line 1', /columns 1 and 3 are both called "a"/],
    ['a column called __proto__', 'a,__proto__\n1,2', CSV, 'line 1, column "__proto__"', /cannot be called so/],
    ['a key called __proto__', '{"a":1}\n{"__proto__":{"b":1}}', NDJSON, 'line 2, column "__proto__"', /cannot be called so/],
    ['a key without a name', '{"":1}', NDJSON, 'line 1', /no name/],
    [
      'ten thousand columns',
      Array.from({ length: 10_000 }, (_none, n) => `c${n}`).join(','),
      CSV,
      'line 1',
      /10000 columns; .* at most 1000/,
    ],
    [
      'a thousand and one keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_none, n) => [`c${n}`, n]))),
      NDJSON,
      'line 1',
      /1000 columns/,
    ],
    ['a long name', `${'n'.repeat(201)}\nx`, CSV, `line 1, column "${'n'.repeat(60)}…"`, /200 characters/],
    ['a ragged row', 'a,b\n1,2\n\n3\n4,5', CSV, 'line 4', /has 1 cells where the header has 2/],
    ['a cell that is too long', `a,b\n1,${'x'.repeat(65_537)}`, CSV, 'line 2, column "b"', /65536 characters/],
    ['a value that is too long', `{"a":"${'x'.repeat(65_537)}"}`, NDJSON, 'line 1, column "a"', /65536 characters/],
    ['a quote that is never closed', 'a,b\n1,"open\n2,3\n', CSV, 'line 2', /never closed/],
    ['a quote that is never closed in a long file', `a,b\n1,"${'x,y\n'.repeat(400_000)}`, CSV, 'line 2', /never closed/],
    ['a quote in the middle', 'a,b\n1,x"y\n', CSV, 'line 2', /quote stands inside/],
    ['text after a quote', 'a,b\n1,"x"y\n', CSV, 'line 2', /quote is closed and followed/],
    ['Latin-1', Buffer.from('name\nok\nMünchen\n', 'latin1'), CSV, 'line 3', /not UTF-8, but probably Latin-1/],
    ['Latin-1 in lines', Buffer.from('{"a":"ü"}\n', 'latin1'), NDJSON, 'line 1', /Latin-1/],
    ['a character that is cut off', Buffer.from('name\nü').subarray(0, -1), CSV, 'line 2', /not UTF-8/],
    ['UTF-16', Buffer.from('\ufeffa,b\n1,2', 'utf16le'), CSV, 'line 1', /UTF-16/],
    ['UTF-16 without its mark', Buffer.from('a,b\n1,2', 'utf16le'), CSV, 'line 1', /UTF-16/],
    ['a NUL', 'a,b\n1,2\n3,\u0000', CSV, 'line 3', /NUL/],
    ['gzip that says nothing of it', gzipSync('a,b\n1,2'), CSV, 'line 1', /NUL|UTF-8/],
    ['a nested object', '{"a":1}\n{"a":{"b":2}}', NDJSON, 'line 2, column "a"', /nested/],
    ['a list', '{"a":[1]}', NDJSON, 'line 1, column "a"', /nested/],
    ['a number out of range', '{"a":1e999}', NDJSON, 'line 1, column "a"', /out of range/],
    ['half a line', '{"a":1}\n{"a":', NDJSON, 'line 2', /not JSON/],
    ['NaN', '{"a":NaN}', NDJSON, 'line 1', /not JSON/],
    ['a line that is no object', '{"a":1}\n[1]', NDJSON, 'line 2', /not a JSON object/],
    ['a line without end', `{"a":"${'x'.repeat(2_000_000)}`, NDJSON, 'line 1', /1048576 characters/],
  ])('refuses %s, and says where', async (_what, body, type, field, message) => {
    const before = await keys();
    const answer = await upload(body, type);
    expect([answer.status, answer.body.code]).toEqual([422, 'dataset-invalid']);
    expect(answer.body.errors[0]?.field.startsWith(field)).toBe(true);
    expect(answer.body.errors[0]?.message).toMatch(message);
    expect(await keys()).toEqual(before);
  });

  it('names the first twenty ragged lines, and reads no further', async () => {
    const { body } = await upload(`a,b\n${'1,2\n1\n'.repeat(5_000)}`);
    expect(body.errors.map(({ field }) => field)).toEqual(Array.from({ length: 20 }, (_none, n) => `line ${2 * n + 3}`));
  });

  it('takes words for what is not there as missing, and Infinity as text', async () => {
    const { body } = await upload(`a,b,c\n${'1.5,NaN,12345678901234567890\n'.repeat(20)}Infinity,n/a,1\nnull,x,2`);
    expect((body as unknown as { columns: { type: string; missing: number }[] }).columns).toMatchObject([
      { type: 'text', missing: 1 },
      { type: 'text', missing: 21 },
      { type: 'text', missing: 0 },
    ]);
    expect((body as unknown as { warnings: unknown[] }).warnings).toMatchObject([
      { code: 'not-all-numbers', column: 'a', count: 1, message: expect.stringContaining('line 22') as string },
      { code: 'missing-words', column: 'a' },
      { code: 'missing-words', column: 'b', count: 21 },
    ]);
  });

  it.each([
    ['compressed', CSV, { 'Content-Encoding': 'gzip' }],
    ['in another character set', 'text/csv; charset=iso-8859-1', {}],
    ['as JSON', 'application/json', {}],
    ['as a form', 'multipart/form-data; boundary=x', {}],
  ])('refuses rows that come %s', async (_what, type, headers) => {
    const body = type === 'application/json' ? '{}' : gzipSync('a\n1');
    expect((await upload(body, type, headers as Record<string, string>)).status).toBe(415);
  });

  it('refuses CSV where none is taken', async () => {
    expect((await mesh.post('/networks', 'a\n1', { 'Content-Type': CSV })).status).toBe(415);
  });

  it('refuses a body of more than 50 MiB, whether it says so or not', async () => {
    const send = (headers: Record<string, string | number>) =>
      httpRequest(`${mesh.url}/api/mesh${path()}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': NDJSON, ...headers },
      });
    const told = send({ 'Content-Length': 52_428_801 });
    told.write('{"a":1}\n');
    const [answer] = (await once(told, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    told.on('error', () => undefined).destroy();

    const untold = send({ 'Transfer-Encoding': 'chunked' });
    untold.on('error', () => undefined);
    const answered = once(untold, 'response') as Promise<[IncomingMessage]>;
    const chunk = `{"a":"${'x'.repeat(65_000)}"}\n`.repeat(16);
    let isAnswered = false;
    void answered.then(() => (isAnswered = true));
    for (let sent = 0; sent < 60 && !isAnswered; sent += 1) {
      if (!untold.write(chunk)) await Promise.race([once(untold, 'drain'), answered]);
    }
    const [late] = await answered;
    let text = '';
    for await (const piece of late) text += String(piece);
    expect([late.statusCode, (JSON.parse(text) as { code: string }).code]).toEqual([413, 'dataset-too-large']);
    untold.destroy();
  });

  it('leaves nothing of an upload whose sender leaves', async () => {
    const before = await keys();
    const { hostname, port } = new URL(mesh.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = `POST /api/mesh${path()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mesh.adminKey}\r\nContent-Type: text/csv\r\n`;
    socket.write(`${head}Content-Length: 10000000\r\n\r\na,b\n${'1,some words\n'.repeat(20_000)}`);
    await until(async () => (await keys()).length > before.length);
    const arriving = (await keys()).filter((key) => !before.includes(key));
    const redis = mesh.app.get(RedisClient, { strict: false });
    for (const key of arriving) expect(await redis.run((r) => r.pttl(key))).toBeGreaterThan(0);
    expect((await mesh.get(path())).body.data.filter(({ rows }: { rows: number }) => rows === 20_000)).toEqual([]);
    socket.destroy();
    await until(async () => (await keys()).length === before.length);
  });

  it('refuses what has more bytes than a network may have, and the hundred and first dataset', async () => {
    const random = Array.from({ length: 30_000 }, () => Array.from({ length: 8 }, () => Math.random().toString(36)).join('')).join('\n');
    expect((await upload(`a\n${random}`)).body).toMatchObject({ status: 409, code: 'datasets-full' });
    const datasets = mesh.app.get(Datasets, { strict: false });
    const full = (await mesh.post('/networks', { name: 'Full' })).body.network_id as string;
    const place = { tenantId: 'default', networkId: full };
    for (let n = 0; n < 100; n += 1) await datasets.create(place, `table ${n}`, [{ n }], `step ${n}`);
    await datasets.create(place, 'table 7, again', [{ n: 7 }], 'step 7');
    await expect(datasets.create(place, 'one more', [{ n: 1 }], 'step 100')).rejects.toMatchObject({ code: 'datasets-full' });
    await expect(datasets.create(place, 'one more', [{ n: 1 }])).rejects.toMatchObject({ kind: 'conflict', code: 'datasets-full' });
    const answer = await mesh.post(`/networks/${full}/datasets`, 'a\n1', { 'Content-Type': CSV });
    expect(answer.body).toMatchObject({ status: 409, code: 'datasets-full' });
  });

  it('takes four uploads of a tenant at once, and the fifth when one has ended', async () => {
    const open = Array.from({ length: 4 }, () => {
      const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': NDJSON, 'Transfer-Encoding': 'chunked' };
      const request = httpRequest(`${mesh.url}/api/mesh${path()}`, { method: 'POST', headers });
      request.write('{"a":1}\n'.repeat(BLOCK_ROWS + 1));
      return { request, answered: once(request, 'response') as Promise<[IncomingMessage]> };
    });
    await until(async () => (await keys()).filter((key) => key.includes('dataset-upload')).length === 4);
    expect((await upload('a\n1')).body).toMatchObject({ code: 'uploads-in-progress', retryable: true });
    for (const { request } of open) request.end();
    for (const { answered } of open) {
      const [answer] = await answered;
      expect(answer.resume().statusCode).toBe(201);
    }
    expect((await upload('a\n1')).status).toBe(201);
  });

  it('refuses rows of an agent that are none', async () => {
    const datasets = mesh.app.get(Datasets, { strict: false });
    const place = { tenantId: 'default', networkId };
    await expect(datasets.create(place, 'None', [])).rejects.toMatchObject({ kind: 'invalid' });
    await expect(datasets.create(place, 'NaN', [{ a: NaN }])).rejects.toMatchObject({ kind: 'invalid' });
    await expect(datasets.create(place, '', [{ a: 1 }])).rejects.toMatchObject({ kind: 'invalid', errors: [{ field: 'name' }] });
    const { datasetId } = await datasets.create(place, 'Some', [{ a: 1 }]);
    const blocks = (await datasets.open(place, datasetId)).blocks(['b']);
    await expect(blocks[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('lets nobody read on in a dataset that was deleted', async () => {
    const datasets = mesh.app.get(Datasets, { strict: false });
    const place = { tenantId: 'default', networkId };
    const { datasetId } = await datasets.create(
      place,
      'Short',
      Array.from({ length: 9_000 }, (_none, n) => ({ n })),
    );
    const blocks = (await datasets.open(place, datasetId)).blocks()[Symbol.asyncIterator]();
    await blocks.next();
    await datasets.remove(place, datasetId);
    await expect(blocks.next()).rejects.toMatchObject({ code: 'dataset-not-found' });
  });

  it('gives every key of a dataset an end', async () => {
    await mesh.post(path(), 'a\n1', { 'Content-Type': CSV });
    const redis = mesh.app.get(RedisClient, { strict: false });
    for (const key of await keys()) {
      const ttlMs = await redis.run((r) => r.pttl(key));
      expect(ttlMs).toBeGreaterThan(0);
      expect(ttlMs).toBeLessThanOrEqual(2 * 86_400_000);
    }
  });

  it('is not found by another tenant, and not written by a viewer', async () => {
    const keyOf = (tenantId: string, role: 'viewer' | 'admin') => mesh.keyOf({ role, tenant_id: tenantId });
    const { body } = await mesh.post(path(), 'a\n1', { 'Content-Type': CSV });
    const one = path(`/${body.dataset_id}`);
    const foreign = await keyOf('other', 'admin');
    for (const [method, place] of [
      ['GET', one],
      ['GET', `${one}/rows`],
      ['DELETE', one],
      ['GET', path()],
    ] as const) {
      expect((await mesh.call(method, place, undefined, foreign)).status).toBe(404);
    }
    expect((await mesh.post(path(), 'a\n1', { 'Content-Type': CSV, ...foreign })).status).toBe(404);
    const viewer = await keyOf('default', 'viewer');
    expect((await mesh.get(one, viewer)).status).toBe(200);
    expect((await mesh.call('DELETE', one, undefined, viewer)).status).toBe(403);
    expect((await mesh.post(path(), 'a\n1', { 'Content-Type': CSV, ...viewer })).status).toBe(403);
    expect((await mesh.get(path(`/${body.dataset_id}:blocks`))).status).toBe(404);
  });
});
