import { Datasets } from '../../src/datasets';
import { Mesh } from '../mesh';

const CSV = { 'Content-Type': 'text/csv' };
const NDJSON = { 'Content-Type': 'application/x-ndjson' };

describe('datasets over REST', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = (await mesh.post('/networks', { name: 'Tables' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const path = (rest = '') => `/networks/${networkId}/datasets${rest}`;
  const upload = (body: string, headers: Record<string, string> = CSV) => mesh.post(path('?name=Test'), body, headers);
  const rowsOf = async (datasetId: string, columns?: string[]) => {
    const dataset = await mesh.app.get(Datasets, { strict: false }).open({ tenantId: 'default', networkId }, datasetId);
    const rows: Record<string, unknown>[] = [];
    for await (const block of dataset.blocks(columns)) {
      for (let i = 0; i < block.rows; i += 1) {
        rows.push(Object.fromEntries(Object.entries(block.columns).map(([name, cells]) => [name, cells[i]])));
      }
    }
    return rows;
  };

  it('takes a CSV file and tells what its columns hold', async () => {
    const { status, body } = await upload(
      '\ufeffid,name,share,paid,day,zip\r\n1,"Ann, ""A""",-0.5,true,2024-02-29,01067\r\n2,Bob,NA,FALSE,2024-03-01,\r\n',
    );
    expect([status, body.code, body.detail]).toEqual([201, undefined, undefined]);
    expect(body).toMatchObject({ name: 'Test', rows: 2, network_id: networkId });
    expect(body.columns.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ['id', 'integer'],
      ['name', 'text'],
      ['share', 'number'],
      ['paid', 'boolean'],
      ['day', 'date'],
      ['zip', 'text'],
    ]);
    expect(body.dataset_id).toMatch(/^dataset_/);
    expect(Date.parse(body.expires_at as string) - Date.parse(body.created_at as string)).toBe(30 * 86_400_000);
    expect(body.warnings).toMatchObject([{ code: 'missing-words', column: 'share', count: 1 }]);
    expect(await rowsOf(body.dataset_id as string)).toEqual([
      { id: 1, name: 'Ann, "A"', share: -0.5, paid: true, day: '2024-02-29', zip: '01067' },
      { id: 2, name: 'Bob', share: null, paid: false, day: '2024-03-01', zip: null },
    ]);
    expect(await rowsOf(body.dataset_id as string, ['zip'])).toEqual([{ zip: '01067' }, { zip: null }]);
  });

  it.each([';', '\t', '|', ','])('finds out that %j separates the cells', async (delimiter) => {
    const lines = [
      ['a', 'b', 'c'],
      ['1', '"x;y,z|"', 'true'],
      ['2', 'word', 'false'],
    ].map((cells) => cells.join(delimiter));
    const { body } = await upload(lines.join('\n'));
    expect(await rowsOf(body.dataset_id as string)).toEqual([
      { a: 1, b: 'x;y,z|', c: true },
      { a: 2, b: 'word', c: false },
    ]);
  });

  it.each([
    ['of Windows and Unix mixed', 'a,b\r\n1,2\n3,4\r\n'],
    ['of an old Mac', 'a,b\r1,2\r3,4'],
  ])('takes a file with line ends %s', async (_what, file) => {
    const { body } = await upload(file);
    expect(await rowsOf(body.dataset_id as string)).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
  });

  it('takes JSON lines, with names that come later', async () => {
    const { status, body } = await upload('{"a":1,"b":"007"}\n\n{"a":2.5,"c":true}\n{"b":null,"a":3}', NDJSON);
    expect(status).toBe(201);
    expect(await rowsOf(body.dataset_id as string)).toEqual([
      { a: 1, b: '007', c: null },
      { a: 2.5, b: null, c: true },
      { a: 3, b: null, c: null },
    ]);
  });

  it('keeps the rows that an agent made, over many blocks', async () => {
    const datasets = mesh.app.get(Datasets, { strict: false });
    const rows = Array.from({ length: 10_000 }, (_none, n) => ({ n, word: `w${n % 7}`, ...(n >= 9_000 ? { late: n } : {}) }));
    const made = await datasets.create({ tenantId: 'default', networkId }, 'Made', rows);
    expect(made).toMatchObject({
      rows: 10_000,
      columns: [{ name: 'n', type: 'integer' }, { name: 'word' }, { name: 'late', type: 'integer' }],
    });
    expect(await rowsOf(made.datasetId)).toEqual(rows.map((row) => ({ late: null, ...row })));
    expect((await rowsOf(made.datasetId, ['late'])).filter(({ late }) => late !== null)).toHaveLength(1_000);
  });

  it('lets the rows of a step that is done again take the place of the earlier ones', async () => {
    const datasets = mesh.app.get(Datasets, { strict: false });
    const place = { tenantId: 'default', networkId };
    const first = await datasets.create(
      place,
      'Mails',
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ],
      'task_1 step_1',
    );
    const count = (await mesh.get(path())).body.data.length as number;
    await mesh.get(path(`/${first.datasetId}`)); // keeps a profile of what will be gone
    const second = await datasets.create(place, 'Mails', [{ c: true }], 'task_1 step_1');
    expect(second.datasetId).toBe(first.datasetId);
    expect(await rowsOf(first.datasetId)).toEqual([{ c: true }]);
    expect((await mesh.get(path(`/${first.datasetId}`))).body).toMatchObject({ rows: 1, columns: [{ name: 'c', type: 'boolean' }] });
    expect((await mesh.get(path())).body.data).toHaveLength(count);
    expect((await datasets.create(place, 'Mails', [{ c: true }], 'task_1 step_2')).datasetId).not.toBe(first.datasetId);
  });

  it('tells what is in each column, and keeps that beside the dataset', async () => {
    const lines = Array.from(
      { length: 101 },
      (_none, n) => `${n},${n % 2 === 0 ? 'even' : 'odd'},2024-01-${String((n % 28) + 1).padStart(2, '0')},${n > 0}`,
    );
    const { body } = await upload(`n,word,day,positive\n${lines.join('\n')}\n,,,`);
    const { status, body: profile } = await mesh.get(path(`/${body.dataset_id}`));
    expect(status).toBe(200);
    expect(profile).toMatchObject({ dataset_id: body.dataset_id, rows: 102, bytes: body.bytes, warnings: [] });
    const [n, word, day, positive] = profile.columns;
    expect(n).toMatchObject({ type: 'integer', missing: 1, distinct: 101, distinct_is_exact: true, min: 0, max: 100, mean: 50 });
    expect(n.quantiles).toEqual({ p5: 5, p10: 10, p25: 25, p50: 50, p75: 75, p90: 90, p95: 95 });
    expect(n.standard_deviation).toBeCloseTo(29.3002, 4);
    expect(n.top).toHaveLength(10);
    expect(word).toMatchObject({
      missing: 1,
      distinct: 2,
      top: [
        { value: 'even', count: 51 },
        { value: 'odd', count: 50 },
      ],
    });
    expect(word.mean).toBeUndefined();
    expect(day).toMatchObject({ type: 'date', first: '2024-01-01', last: '2024-01-28' });
    expect(positive.top).toEqual([
      { value: true, count: 100 },
      { value: false, count: 1 },
    ]);
    expect((await mesh.get(path(`/${body.dataset_id}`))).body).toEqual(profile);
  });

  it('tells of more distinct values than it counts that there are at least so many', async () => {
    const { body } = await upload(`id\n${Array.from({ length: 12_000 }, (_none, n) => n).join('\n')}`);
    const [id] = (await mesh.get(path(`/${body.dataset_id}`))).body.columns;
    expect(id).toMatchObject({ distinct: 10_000, distinct_is_exact: false, max: 11_999 });
  });

  it('gives the rows out as JSON lines, or as CSV that no spreadsheet computes', async () => {
    const { body } = await upload('name,"=x",n\n"=HYPERLINK(""http://x"")",@cmd,-5\n"a,b\nc",-2+3,+7.5\n-1,plain,');
    expect(body.warnings).toMatchObject([
      { code: 'formula-cells', column: 'name', count: 1 },
      { code: 'formula-cells', column: '=x', count: 2 },
    ]);
    const rows = path(`/${body.dataset_id}/rows`);
    const lines = await mesh.get(rows);
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    expect(
      (lines.body as string)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { name: '=HYPERLINK("http://x")', '=x': '@cmd', n: -5 },
      { name: 'a,b\nc', '=x': '-2+3', n: 7.5 },
      { name: '-1', '=x': 'plain', n: null },
    ]);
    const csv = `name,'=x,n\r\n"'=HYPERLINK(""http://x"")",'@cmd,-5\r\n"a,b\nc",'-2+3,7.5\r\n-1,plain,\r\n`;
    expect((await mesh.get(`${rows}?format=csv`)).body).toBe(csv);
    const accepted = await mesh.get(rows, { Accept: 'text/csv' });
    expect([accepted.body, accepted.headers.get('content-type')]).toEqual([csv, 'text/csv; charset=utf-8']);
    expect((await mesh.get(`${rows}?format=xml`)).body).toMatchObject({ status: 422, errors: [{ field: 'format' }] });
  });

  it('lists datasets newest first, in pages, and forgets one that is deleted', async () => {
    const { network_id: other } = (await mesh.post('/networks', { name: 'List' })).body;
    const list = `/networks/${other}/datasets`;
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three'])
      ids.unshift((await mesh.post(`${list}?name=${name}`, 'a\nx', CSV)).body.dataset_id as string);
    const first = await mesh.get(`${list}?limit=2`);
    const second = await mesh.get(`${list}?limit=2&cursor=${first.body.next_cursor}`);
    expect([...first.body.data, ...second.body.data].map(({ name, column_count }) => [name, column_count])).toEqual([
      ['three', 1],
      ['two', 1],
      ['one', 1],
    ]);
    const gone = `${list}/${ids[1]}`;
    expect((await mesh.call('DELETE', gone, undefined)).status).toBe(204);
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/rows'],
      ['DELETE', ''],
    ] as const) {
      expect((await mesh.call(method, gone + rest, undefined)).body).toMatchObject({ status: 404, code: 'dataset-not-found' });
    }
    expect((await mesh.get(list)).body.data).toHaveLength(2);
    expect(await mesh.app.get(Datasets, { strict: false }).forget({ tenantId: 'default', networkId: other as string })).toBe(2);
    expect((await mesh.get(list)).body).toEqual({ data: [], next_cursor: null });
  });

  it('stores one dataset for one Idempotency-Key, and refuses another body with it', async () => {
    const key = { ...CSV, 'Idempotency-Key': 'table-once' };
    const first = await upload('a,b\n1,2', key);
    const second = await upload('a,b\n1,2', key);
    expect([second.status, second.body, second.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true']);
    expect((await upload('a,b\n1,3', key)).body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    const both = await Promise.all([1, 2].map(() => upload('a\n5', { ...CSV, 'Idempotency-Key': 'both' })));
    expect(both[0]?.body.dataset_id).toBe(both[1]?.body.dataset_id);
    const { body } = await mesh.get(path('?limit=200'));
    expect(body.data.filter(({ dataset_id }: { dataset_id: string }) => dataset_id === first.body.dataset_id)).toHaveLength(1);
  });

  it('is documented', async () => {
    const { paths } = (await mesh.get('//openapi.json')).body;
    const documented = paths['/api/mesh/networks/{network_id}/datasets'];
    expect(Object.keys(documented.post.requestBody.content as object)).toEqual(
      expect.arrayContaining(['text/csv', 'application/x-ndjson']),
    );
  });
});
