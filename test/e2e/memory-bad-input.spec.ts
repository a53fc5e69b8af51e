import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mesh } from '../mesh';

const NAUGHTY = JSON.parse(readFileSync(join(__dirname, '../naughty-strings/strings.json'), 'utf8')) as string[];
const MORE_NAUGHTY = [
  '\0',
  'a\0b\u0007\u001b[31m',
  '\ud800',
  '\udfff',
  'half \ud83d and half \ude00 apart',
  '\ufeff',
  '\ufeffbehind a mark',
  'line\u2028and\u2029paragraph',
  '\r\n\t \u0085\u00a0',
  '\u202eright to left\u202c שלום العربية',
  '👩‍👩‍👧‍👦 👍🏿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇺🇸🇷🇺',
  'e\u0301 é \u0301\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
  'true',
  'TRUE',
  'True',
  'null',
  'NULL',
  'NaN',
  'undefined',
  '{"__proto__":{"polluted":true}}',
  '\uffff\ufffe\u{10ffff}',
  'x'.repeat(70_000),
  '社會'.repeat(20_000),
];

describe('memories and bad input', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    networkId = await network();
  });
  afterAll(() => mesh.stop());

  const network = async (): Promise<string> => (await mesh.post('/networks', { name: 'Naughty' })).body.network_id as string;
  const memories = (path = '', id = networkId) => `/networks/${id}/memories${path}`;
  const search = (query: string) => mesh.get(memories(`/search?query=${encodeURIComponent(query)}`));

  it('gives every string back as it was: at once, in a list, found, exported, imported and changed', async () => {
    const all = [...new Set([...NAUGHTY, ...MORE_NAUGHTY])].sort();
    const source = await network();
    const ids: string[] = [];
    for (const content of all) {
      const { status, body } = await mesh.post(memories('', source), {
        content,
        type: 'fact',
        metadata: { actor: 'naughty', said: content.slice(0, 1_000) },
      });
      expect([status, body.deduplicated]).toEqual([201, false]);
      const { body: memory } = await mesh.get(memories(`/${body.memory_id as string}`, source));
      expect([memory.content, memory.metadata.said]).toEqual([content, content.slice(0, 1_000)]);
      ids.push(body.memory_id as string);
    }
    const contentsOf = (data: { content: string }[]) => data.map(({ content }) => content).sort();
    expect(contentsOf((await mesh.get(memories('?limit=200', source))).body.data)).toEqual(all);
    expect(contentsOf((await mesh.get(memories('/search?query=naughty&limit=200', source))).body.data)).toEqual(all);
    const lines = (await mesh.get(memories('/export', source))).body as string;
    const target = await network();
    const imported = await mesh.post(memories('/import', target), lines, { 'Content-Type': 'application/x-ndjson' });
    expect(imported.body).toMatchObject({ imported: all.length, deduplicated: 0, rejected: [] });
    expect(contentsOf((await mesh.get(memories('?limit=200', target))).body.data)).toEqual(all);
    for (const [index, id] of ids.entries()) {
      const content = all[(index + 1) % all.length];
      expect((await mesh.call('PATCH', memories(`/${id}`, source), { content })).body.content).toBe(content);
    }
    expect(contentsOf((await mesh.get(memories('?limit=200', source))).body.data)).toEqual(all);
  }, 60_000);

  it.each([
    ['type=dream', 'type'],
    ['type=', 'type'],
    ['since=yesterday', 'since'],
    ['since=20240101', 'since'],
    ['since=2024-13-01', 'since'],
    ['until=2024-02-30T99:00:00Z', 'until'],
    ['since=2024-02-01&until=2024-01-01', 'since'],
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['min_confidence=2', 'min_confidence'],
    ['min_confidence=high', 'min_confidence'],
    ['session_id=a%20b', 'session_id'],
    ['session_id=..%2F..%2Fx', 'session_id'],
    ['colour=red', 'colour'],
    ['type=fact&type=decision', 'type'],
  ])('says what is wrong with %s, of a list and of a search', async (query, field) => {
    for (const path of [`?${query}`, `/search?query=x&${query}`]) {
      const { status, body } = await mesh.get(memories(path));
      expect([path, status, body.code, body.errors[0].field]).toEqual([path, 422, 'validation-failed', field]);
    }
  });

  it.each([
    ['?cursor=nonsense', 'cursor'],
    [`?cursor=${'a'.repeat(300)}`, 'cursor'],
    [`?cursor=${Buffer.from('-5:3').toString('base64url')}`, 'cursor'],
    ['/search', 'query'],
    ['/search?query=', 'query'],
    [`/search?query=${'x'.repeat(140_000)}`, 'query'],
    ['/search?query=x&explain=perhaps', 'explain'],
  ])('says what is wrong with %.40s', async (path, field) => {
    const { status, body } = await mesh.get(memories(path));
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });

  const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
  it.each<[string, unknown, string]>([
    ['no content', { type: 'fact' }, 'content'],
    ['an empty content', { content: '', type: 'fact' }, 'content'],
    ['a content that is a list', { content: ['x'], type: 'fact' }, 'content'],
    ['a type that is an object', { content: 'x', type: {} }, 'type'],
    ['a type by another case', { content: 'x', type: 'FACT' }, 'type'],
    ['a confidence beyond all bounds', '{"content":"x","type":"fact","confidence":1e999}', 'confidence'],
    ['an importance that is a text', { content: 'x', type: 'fact', importance: '0.5' }, 'importance'],
    ['metadata that is a list', { content: 'x', type: 'fact', metadata: [] }, 'metadata'],
    ['metadata of 40 levels', { content: 'x', type: 'fact', metadata: deep(36) }, 'metadata'],
    ['metadata of 70 KB', { content: 'x', type: 'fact', metadata: { a: 'y'.repeat(70_000) } }, 'metadata'],
    ['a session that could be a path', { content: 'x', type: 'fact', session_id: '../x' }, 'session_id'],
    ['a session that does not live', { content: 'x', type: 'fact', session_id: 'session_none' }, 'session_id'],
    ['no time at all', { content: 'x', type: 'fact', ttl_seconds: 0 }, 'ttl_seconds'],
    ['half a second', { content: 'x', type: 'fact', ttl_seconds: 0.5 }, 'ttl_seconds'],
    ['a predecessor that is no id', { content: 'x', type: 'fact', supersedes: 'the other one' }, 'supersedes'],
    ['a time of its own, which only an import may set', { content: 'x', type: 'fact', created_at: '2024-01-01' }, 'created_at'],
  ])('refuses %s, by itself and in a batch', async (_what, memory, field) => {
    const alone = await mesh.post(memories(), memory);
    expect([alone.status, alone.body.errors[0].field]).toEqual([422, field]);
    const text = typeof memory === 'string' ? memory : JSON.stringify(memory);
    const batch = await mesh.post(memories('/batch'), `{"memories":[{"content":"good","type":"fact"},${text}]}`);
    expect([batch.status, batch.body.errors[0].field]).toEqual([422, `memories[1].${field}`]);
  });

  it.each([
    '{"content":NaN,"type":"fact"}',
    '{"content":"x",}',
    "{'content':'x'}",
    '{"content":"x","type":"fact"',
    '\u0000',
    '{"content":"\u0001"}',
  ])('says that %j is no JSON', async (body) => {
    expect(await mesh.post(memories(), body)).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
  });

  it('keeps keys that are names of methods, takes the last of two equal keys, and lets nobody set a prototype', async () => {
    const metadata = { constructor: { name: 'Acme' }, toString: 1, hasOwnProperty: null, 'a.b': [], '': '', $where: '1' };
    const { body } = await mesh.post(memories(), { content: 'Odd keys', type: 'fact', metadata });
    expect((await mesh.get(memories(`/${body.memory_id as string}`))).body.metadata).toEqual(metadata);
    const twice = await mesh.post(memories(), '{"content":"first","content":"the last one counts","type":"fact"}');
    expect((await mesh.get(memories(`/${twice.body.memory_id as string}`))).body.content).toBe('the last one counts');
    for (const field of ['"__proto__":{"polluted":true}', '"constructor":{"prototype":{"polluted":true}}']) {
      const line = `{"content":"x ${field.length}","type":"fact","metadata":{${field}}}`;
      expect((await mesh.post(memories(), line)).status).toBe(400);
      const imported = await mesh.post(memories('/import'), line, { 'Content-Type': 'application/x-ndjson' });
      expect(imported.body).toMatchObject({ imported: 0, rejected: [{ line: 1, code: 'metadata-invalid' }] });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each<[string, string]>([
    ['of 100 KB of words', 'where does she live now '.repeat(4_267)],
    ['of one word of 100 KB', 'x'.repeat(102_400)],
    ['of 17,000 different words', Array.from({ length: 17_000 }, (_none, at) => at.toString(36)).join(' ')],
    ['of combining marks only', '\u0301'.repeat(25_000)],
    ['of operators only', 'AND OR NOT "()*~^: && || ! {} [] + - \\ / ? @ % | > < = $ '.repeat(500)],
    ['of brackets that never close', '('.repeat(50_000)],
    ['of stars', '*'.repeat(50_000)],
    ['of emoji joined for ever', '👩‍'.repeat(8_000)],
    ['of white space', ' \t\n'.repeat(10_000)],
    ['of one operator', 'NOT'],
    ['that would be a pattern', '^(a+)+$'],
  ])('answers a search %s', async (_what, query) => {
    const startMs = performance.now();
    const { status, body } = await search(query);
    expect([status, body.next_cursor]).toEqual([200, null]);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});
