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
});
