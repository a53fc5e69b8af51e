import { MemoryService } from '../../src/memory';
import { Mesh } from '../mesh';

const TEN_MIB = 10_485_760;

describe('how large a memory may be', () => {
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'Large' })).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const memories = (path = '') => `/networks/${networkId}/memories${path}`;
  /** A machine that is busy may not get 10 MiB to Redis within a command's deadline: then the answer is 503, and the caller comes again. */
  const taken = async (call: () => ReturnType<Mesh['call']>) => {
    for (;;) {
      const answer = await call();
      if (answer.status !== 503) return answer;
    }
  };
  const line = (value: object) => mesh.post(memories('/import'), JSON.stringify(value), { 'Content-Type': 'application/x-ndjson' });

  it.each([
    ['letters', 'The river is deep. '.repeat(600_000).slice(0, TEN_MIB)],
    ['Chinese', '社會科學院語學研究所'.repeat(350_000).slice(0, Math.floor(TEN_MIB / 3))],
    ['quotes and line ends, which JSON writes as two', '"\n'.repeat(TEN_MIB / 2)],
  ])(
    'takes 10 MiB of %s on every way, and finds it',
    async (_what, content) => {
      const added = await mesh.post(memories(), { content, type: 'fact', metadata: { actor: 'Melanie' } });
      expect(added.status).toBe(201);
      const path = memories(`/${added.body.memory_id as string}`);
      expect((await mesh.get(path)).body.content === content).toBe(true);
      const found = await mesh.get(memories('/search?query=melanie'));
      const isCut = content.length > 8 * 1_048_576;
      expect(found.body.data).toMatchObject([{ memory_id: added.body.memory_id, ...(isCut ? { content_truncated: true } : { content }) }]);
      expect(content.startsWith(found.body.data[0].content as string)).toBe(true);
      const changed = await taken(() => mesh.call('PATCH', path, { content: `${content.slice(0, -3)}!` }));
      expect([changed.status, changed.body.content.length]).toEqual([200, content.length - 2]);
      const exported = (await mesh.get(memories('/export'))).body as string;
      const copy = (await mesh.post('/networks', { name: 'Copy' })).body.network_id as string;
      const imported = await mesh.post(`/networks/${copy}/memories/import`, exported, { 'Content-Type': 'application/x-ndjson' });
      expect(imported.body).toMatchObject({ imported: 1, rejected: [] });
    },
    60_000,
  );

  it('refuses a byte more on every way, with a 413 that names the field', async () => {
    const content = 'é'.repeat(TEN_MIB / 2) + '!';
    const problem = (field: string) => ({ status: 413, body: { code: 'content-too-large', status: 413, errors: [{ field }] } });
    expect(await mesh.post(memories(), { content, type: 'fact' })).toMatchObject(problem('content'));
    const good = { content: 'good', type: 'fact' };
    expect(await mesh.post(memories('/batch'), { memories: [good, { content, type: 'fact' }] })).toMatchObject(
      problem('memories[1].content'),
    );
    const { body } = await mesh.post(memories(), good);
    expect(await mesh.call('PATCH', memories(`/${body.memory_id as string}`), { content })).toMatchObject(problem('content'));
    expect((await line({ content, type: 'fact' })).body).toMatchObject({ imported: 0, rejected: [{ line: 1, code: 'content-too-large' }] });
    const batch = Array.from({ length: 4 }, (_none, index) => ({ content: String(index).repeat(9_000_000), type: 'fact' }));
    expect(await mesh.post(memories('/batch'), { memories: batch })).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    const { body: list } = await mesh.get(memories());
    expect(list.data.map((memory: { content: string }) => memory.content)).toEqual(['good']);
  }, 60_000);

  it('gives whole what one page can hold, of the rest the beginning, and each whole by its id', async () => {
    for (let index = 0; index < 6; index += 1) {
      const content = `${index} ${'deep river '.repeat(270_000)}`;
      expect((await mesh.post(memories(), { content, type: 'fact' })).status).toBe(201);
    }
    for (const path of ['', '/search?query=river']) {
      const { data } = (await mesh.get(memories(path))).body as { data: { content: string; content_truncated?: true }[] };
      expect(data.map(({ content_truncated }) => content_truncated ?? false)).toEqual([false, false, true, true, true, true]);
      expect(data.slice(2).every(({ content }) => content.length === 2_048)).toBe(true);
    }
  }, 60_000);

  it('leaves others their turns while it reads a large text', async () => {
    const content = '社會科學院語學研究所'.repeat(350_000).slice(0, Math.floor(TEN_MIB / 3));
    const memory = mesh.app.get(MemoryService, { strict: false });
    const fact = { type: 'fact', content, trust: 'untrusted', provenance: { source: 'api' } } as const;
    await memory.add('default', networkId, { ...fact, content: content.slice(0, 100_000) });
    let turns = 0;
    const count = () => void (turns += 1);
    const counting = setInterval(count, 1);
    const { memoryId } = await memory.add('default', networkId, fact);
    await memory.get('default', networkId, memoryId);
    clearInterval(counting);
    // The analysis alone takes 100 ms and more, and lets others in every 8.
    expect(turns).toBeGreaterThan(10);
  }, 60_000);
});
