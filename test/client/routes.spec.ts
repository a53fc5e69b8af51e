import { MeshClient } from '../../src/client';
import { Mesh } from '../mesh';

type Call = (...given: unknown[]) => unknown;
/** An id in whose place the document has a parameter. */
const ID = 'an-id';

/** Routes that have no call: for operators, probes, clients of OpenAI, and what is done once in the life of a mesh. */
const WITHOUT = [
  'GET /security/api-keys/peppers',
  'GET /security/input-policy',
  'PUT /security/input-policy',
  'GET /security/rate-limits',
  'PUT /security/rate-limits',
  'GET /security/rate-limits/platform',
  'PUT /security/rate-limits/platform',
];

/** Method and path of every request that the client can send. */
async function requestsOf(client: MeshClient, sent: Set<string>): Promise<string[]> {
  for (const group of [client, ...Object.values(client)] as Record<string, unknown>[]) {
    const prototype = Object.getPrototypeOf(group) as object;
    if (prototype.constructor.name === 'Transport') continue;
    for (const name of Object.getOwnPropertyNames(prototype).filter((own) => own !== 'constructor')) {
      const answer = (group[name] as Call)(ID, ID, ID, {});
      const iterator = answer as Partial<AsyncGenerator>;
      await Promise.resolve(typeof iterator.next === 'function' ? iterator.next() : answer).catch(() => undefined);
    }
  }
  return [...sent].sort();
}

describe('the calls of the client', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  it('are routes of the document, and all that are for programs have one', async () => {
    const sent = new Set<string>();
    const refuse: typeof fetch = async (url, init) => {
      const path = new URL(url).pathname.replace('/api/mesh', '');
      sent.add(`${init?.method} ${path.replaceAll(ID, '{}')}`);
      return new Response('{}', { status: 418 });
    };
    const asked = await requestsOf(new MeshClient({ url: 'http://mesh.example', apiKey: 'none', fetch: refuse }), sent);
    const { paths } = (await mesh.get('//openapi.json')).body as { paths: Record<string, object> };
    const documented = Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/mesh/') && !path.includes('/health/') && !path.endsWith('/ws'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/mesh', '').replaceAll(/\{\w+\}/g, '{}')}`),
      );
    expect(asked.filter((request) => !documented.includes(request))).toEqual([]);
    expect(documented.filter((route) => !asked.includes(route)).sort()).toEqual(WITHOUT.sort());
  });
});
