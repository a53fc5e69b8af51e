import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { MemoryService } from '../../src/memory';
import { Mesh } from '../mesh';
import { until } from '../until';

interface Line {
  memory_id: string;
  content: string;
  [field: string]: unknown;
}

describe('memories in and out as lines', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const network = async (): Promise<string> => (await mesh.post('/networks', { name: 'Lines' })).body.network_id as string;
  const importLines = (networkId: string, lines: readonly unknown[], headers: Record<string, string> = {}) => {
    const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    return mesh.post(`/networks/${networkId}/memories/import`, body, { 'Content-Type': 'application/x-ndjson', ...headers });
  };
  const exported = async (networkId: string, query = ''): Promise<Line[]> => {
    const { status, body } = await mesh.get(`/networks/${networkId}/memories/export${query}`);
    expect(status).toBe(200);
    return (body as string)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  };
  /** Lines as they are but for ids, with supersedes as the place of a line. */
  const withoutIds = (lines: Line[]) => {
    const place = (id: unknown) => (id === null ? null : lines.findIndex(({ memory_id }) => memory_id === id));
    return lines.map(({ memory_id: _id, network_id: _network, supersedes, superseded_by, ...rest }) => ({
      ...rest,
      supersedes: place(supersedes),
      superseded_by: place(superseded_by),
    }));
  };

  it('takes what the lines say: the time, a session that is not alive, who said it and what a picture shows', async () => {
    const networkId = await network();
    const answer = await importLines(networkId, [
      {
        content: 'I adopted a greyhound',
        type: 'context',
        created_at: '2023-05-08T13:56:00Z',
        session_id: 'session_1',
        metadata: { actor: 'Melanie' },
      },
      {
        content: 'Look at this',
        type: 'fact',
        created_at: '2023-05-08T13:57:00.250+02:00',
        session_id: 'session_1',
        metadata: { caption: 'a pottery bowl' },
      },
      { content: 'It ends', type: 'feedback', ttl_seconds: 3600, confidence: 0.3, importance: 0.2 },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { imported: 3, deduplicated: 0, rejected: [], rejected_count: 0 } });
    const lines = await exported(networkId);
    expect(lines.map(({ created_at, session_id }) => [created_at, session_id]).slice(0, 2)).toEqual([
      ['2023-05-08T13:56:00.000Z', 'session_1'],
      ['2023-05-08T11:57:00.250Z', 'session_1'],
    ]);
    expect(lines[0]).toMatchObject({ trust: 'untrusted', retention: 'working', provenance: { source: 'import' } });
    expect(lines[2]).toMatchObject({ retention: 'timed', confidence: 0.3, importance: 0.2 });
    const found = async (query: string) =>
      (await mesh.get(`/networks/${networkId}/memories/search?query=${query}`)).body.data.map((memory: Line) => memory.content);
    expect((await found('pottery'))[0]).toBe('Look at this');
    expect(await found('melanie')).toContain('I adopted a greyhound');
    expect((await found('greyhound&session_id=session_1'))[0]).toBe('I adopted a greyhound');
  });

  it('names each line that it does not take, and loses none of its neighbours', async () => {
    const networkId = await network();
    const good = (content: string) => ({ content, type: 'fact' });
    const far = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const lines: [unknown, string?][] = [
      [good('the first one')],
      ['{"content": "half', 'invalid-json'],
      [good('between two bad ones')],
      [{ type: 'fact' }, 'content-required'],
      [{ content: null, type: 'fact' }, 'content-required'],
      [{ content: '', type: 'fact' }, 'content-invalid'],
      [{ content: 5, type: 'fact' }, 'content-invalid'],
      [{ content: 'without a type', session_id: 'conv-26:session.1' }],
      [{ content: 'x', type: null }, 'type-required'],
      [{ content: 'x', type: 'dream' }, 'type-invalid'],
      [{ ...good('x'), confidence: 2 }, 'confidence-invalid'],
      ['{"content":"x","type":"fact","importance":1e999}', 'importance-invalid'],
      [{ ...good('x'), metadata: [] }, 'metadata-invalid'],
      [{ ...good('x'), created_at: 'yesterday' }, 'created-at-invalid'],
      [{ ...good('x'), created_at: far }, 'created-at-invalid'],
      [{ ...good('x'), created_at: '1969-12-31T23:59:59Z' }, 'created-at-invalid'],
      [{ ...good('x'), session_id: 'a b' }, 'session-id-invalid'],
      [{ ...good('x'), ttl_seconds: 0 }, 'ttl-seconds-invalid'],
      [{ ...good('x'), expires_at: '2020-01-01T00:00:00Z' }, 'expired'],
      [{ ...good('x'), colour: 'red' }, 'unknown-field'],
      [{ ...good('x'), supersedes: 'memory_none' }, 'supersedes-unknown'],
      ['["x"]', 'line-invalid'],
      ['null', 'line-invalid'],
      ['NaN', 'invalid-json'],
      [''],
      [good('the last one')],
    ];
    const { body } = await importLines(
      networkId,
      lines.map(([line]) => line),
    );
    expect(body).toMatchObject({ imported: 4, deduplicated: 0, rejected_count: 21 });
    expect(body.rejected.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual(
      lines.flatMap(([, code], index) => (code === undefined ? [] : [[index + 1, code]])),
    );
    expect((await exported(networkId)).map(({ content }) => content)).toEqual([
      'the first one',
      'between two bad ones',
      'without a type',
      'the last one',
    ]);
  });

  it('groups by whatever other systems call a session', async () => {
    const networkId = await network();
    await importLines(networkId, [{ content: 'one', session_id: 'conv-26:session.1' }, { content: 'two' }]);
    const { body } = await mesh.get(`/networks/${networkId}/memories?session_id=${encodeURIComponent('conv-26:session.1')}`);
    expect(body.data.map(({ content }: Line) => content)).toEqual(['one']);
  });

  it('stores nothing twice when the same file comes again, what was superseded included', async () => {
    const networkId = await network();
    const file = [
      { memory_id: 'memory_1', content: 'She lives in Paris', type: 'fact', created_at: '2024-01-01T00:00:00Z' },
      { memory_id: 'memory_2', content: 'She lives in Rome', type: 'fact', created_at: '2024-02-01T00:00:00Z', supersedes: 'memory_1' },
    ];
    expect((await importLines(networkId, file)).body).toMatchObject({ imported: 2, deduplicated: 0 });
    const before = await exported(networkId);
    expect((await importLines(networkId, file)).body).toMatchObject({ imported: 0, deduplicated: 2, rejected_count: 0 });
    const later = (lines: Line[]) => lines.map((line) => ({ ...line, expires_at: 'later' }));
    expect(later(await exported(networkId))).toEqual(later(before));
  });

  it('gives out what it took in: contents, times, sessions and what superseded what, in whichever order the file is', async () => {
    const source = await network();
    const post = async (memory: object) =>
      (await mesh.post(`/networks/${source}/memories`, { type: 'fact', ...memory })).body.memory_id as string;
    const paris = await post({ content: 'She lives in Paris', metadata: { actor: 'Ann', tags: ['a', { b: null }] } });
    const rome = await post({ content: 'She lives in Rome', supersedes: paris, confidence: 0.35 });
    await post({ content: 'She lives in Paris', metadata: { actor: 'Ann' }, supersedes: rome });
    await post({ content: 'A decision', type: 'decision', importance: 0.9 });
    await post({ content: 'For an hour', ttl_seconds: 3_600 });
    await post({ content: 'a\u0000b\u2028"\\ \ud800 שלום', type: 'feedback' });
    const first = await exported(source);
    expect(first).toHaveLength(6);

    const second = await network();
    expect((await importLines(second, first)).body).toMatchObject({ imported: 6, deduplicated: 0, rejected: [] });
    const copy = await exported(second);
    const asImported = withoutIds(first).map((line) => ({ ...line, provenance: expect.anything() as unknown }));
    expect(withoutIds(copy)).toEqual(asImported);

    const third = await network();
    expect((await importLines(third, [...copy].reverse())).body).toMatchObject({ imported: 6, rejected: [] });
    const byTime = (lines: Line[]) => [...lines].sort((one, other) => (String(one.created_at) < String(other.created_at) ? -1 : 1));
    expect(withoutIds(byTime(await exported(third)))).toEqual(withoutIds(byTime(copy)));
  });

  it('goes on with an export while memories are written and deleted', async () => {
    const networkId = await network();
    const lines = Array.from({ length: 300 }, (_none, index) => ({ content: `item ${index}`, type: 'context' }));
    await importLines(networkId, lines);
    const all = await exported(networkId);
    const memory = mesh.app.get(MemoryService, { strict: false });
    const seen: string[] = [];
    for await (const { content } of await memory.export('default', networkId, {})) {
      if (seen.push(content) !== 10) continue;
      await importLines(networkId, [{ content: 'written meanwhile', type: 'fact' }]);
      await memory.deleteAll(
        'default',
        networkId,
        [all[5], all[250], all[299]].map((line) => (line as Line).memory_id),
      );
    }
    expect(seen).toEqual(lines.map(({ content }) => content).filter((_content, index) => index !== 250 && index !== 299));
  });

  it('is documented', async () => {
    const { paths, components } = (await mesh.get('//openapi.json')).body;
    const path = '/api/mesh/networks/{network_id}/memories';
    expect(Object.keys(paths[`${path}/import`].post.requestBody.content as object)).toContain('application/x-ndjson');
    expect(paths[`${path}/export`].get.responses['200'].content['application/x-ndjson']).toBeDefined();
    expect(components.schemas.ImportMemoryDto.properties).toMatchObject({ created_at: {}, content: { type: 'string' } });
  });

  it('exports what a filter asks for, and says what is wrong with one', async () => {
    const networkId = await network();
    await importLines(networkId, [
      { content: 'old fact', type: 'fact', created_at: '2024-01-01T00:00:00Z', confidence: 0.9, session_id: 'one' },
      { content: 'new fact', type: 'fact', created_at: '2024-06-01T00:00:00Z', confidence: 0.4, session_id: 'two' },
      { content: 'a decision', type: 'decision', created_at: '2024-06-02T00:00:00Z', session_id: 'two' },
    ]);
    const contents = async (query: string) => (await exported(networkId, query)).map(({ content }) => content);
    expect(await contents('?type=fact')).toEqual(['old fact', 'new fact']);
    expect(await contents('?since=2024-05-01&until=2024-06-01T12:00:00Z')).toEqual(['new fact']);
    expect(await contents('?session_id=two&min_confidence=0.5')).toEqual(['a decision']);
    expect(await contents('?session_id=none')).toEqual([]);
    for (const [query, field] of [
      ['type=dream', 'type'],
      ['since=soon', 'since'],
      ['since=2025-01-01&until=2024-01-01', 'since'],
      ['limit=5', 'limit'],
    ]) {
      const { status, body } = await mesh.get(`/networks/${networkId}/memories/export?${query}`);
      expect([status, body.errors[0].field]).toEqual([422, field]);
    }
    expect((await mesh.get('/networks/network_none/memories/export')).status).toBe(404);
    const { headers } = await mesh.get(`/networks/${networkId}/memories/export`);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/x-ndjson',
      `attachment; filename="${networkId}-memories.ndjson"`,
    ]);
  });

  it('takes only lines, only here, and only into a network that is there', async () => {
    const networkId = await network();
    const line = JSON.stringify({ content: 'x', type: 'fact' });
    for (const type of ['application/json', 'text/csv', 'multipart/form-data; boundary=x']) {
      expect((await importLines(networkId, [line], { 'Content-Type': type })).status).toBe(415);
    }
    for (const type of ['application/ndjson', 'application/jsonl', 'application/x-ndjson; charset=utf-8']) {
      expect((await importLines(networkId, [line], { 'Content-Type': type })).status).toBe(200);
    }
    const elsewhere = await mesh.post(`/networks/${networkId}/memories`, line, { 'Content-Type': 'application/x-ndjson' });
    expect(elsewhere).toMatchObject({ status: 415, body: { code: 'media-type-not-supported' } });
    expect((await importLines('network_none', [line])).status).toBe(404);
    expect((await importLines(networkId, [])).body).toMatchObject({ imported: 0, deduplicated: 0, rejected: [] });
    expect((await importLines(networkId, [`\ufeff${line}`])).body).toMatchObject({ imported: 0, deduplicated: 1 });
  });

  it('keeps the lines that came before its sender left, and nothing of the one that was cut off', async () => {
    const networkId = await network();
    const { hostname, port } = new URL(mesh.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = `POST /api/mesh/networks/${networkId}/memories/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mesh.adminKey}\r\n`;
    const lines = Array.from({ length: 250 }, (_none, index) => JSON.stringify({ content: `turn ${index}`, type: 'context' })).join('\n');
    const sent = `${lines}\n{"content":"cut off","type":"fact"}`;
    socket.write(`${head}Content-Type: application/x-ndjson\r\nContent-Length: ${sent.length + 100}\r\n\r\n${sent}`);
    await until(async () => (await exported(networkId)).length >= 200);
    socket.destroy();
    await until(async () => (await exported(networkId)).length === 250);
    expect((await exported(networkId)).map(({ content }) => content)).toEqual(
      Array.from({ length: 250 }, (_none, index) => `turn ${index}`),
    );
  });

  it('refuses a body that says it is too large before it has read any of it', async () => {
    const networkId = await network();
    const request = httpRequest(`${mesh.url}/api/mesh/networks/${networkId}/memories/import`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/x-ndjson', 'Content-Length': 268_435_457 },
    });
    request.write('{"content":"x","type":"fact"}\n');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    request.on('error', () => undefined).destroy();
    expect(response.statusCode).toBe(413);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ code: 'import-too-large', errors: [{ field: 'body' }] });
    expect(await exported(networkId)).toEqual([]);
  });

  it('takes the turns of a long conversation, and searches what it took', async () => {
    const networkId = await network();
    const lines = Array.from({ length: 2_000 }, (_none, index) => ({
      content: `In turn ${index} somebody says that the river is ${index * 7} feet deep near the ${index % 2 === 0 ? 'old' : 'new'} bridge`,
      type: 'context',
      created_at: new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString(),
      session_id: `session_${Math.floor(index / 20)}`,
      metadata: { actor: index % 2 === 0 ? 'Ann' : 'Bob' },
    }));
    const { body } = await importLines(networkId, lines);
    expect(body).toMatchObject({ imported: 2_000, rejected: [] });
    const { body: found } = await mesh.get(`/networks/${networkId}/memories/search?query=turn 1711&limit=10`);
    expect(found.data[0].content).toContain('In turn 1711 ');
    expect(await exported(networkId)).toHaveLength(2_000);
  });
});
