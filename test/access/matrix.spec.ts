import { ClientProxyFactory, Transport, type ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { ROLE_SCOPES, ROLES, type Role, type Scope } from '../../src/security/access/roles';
import { Mesh } from '../mesh';
import { declaredHandlers, type DeclaredHandler } from './declared';
import { MESSAGES, REQUESTS, type ProbeRequest } from './requests';

type Headers = Record<string, string>;
type Params = Record<string, string>;

describe('four roles on every route, with things of their own tenant and of another', () => {
  let mesh: Mesh;
  let routes: DeclaredHandler[];
  let messages: DeclaredHandler[];
  let client: ClientProxy;
  let things: Params;
  let keys: Record<'own' | 'other', Record<Role, Headers>>;
  beforeAll(async () => {
    mesh = await Mesh.start();
    const handlers = declaredHandlers(mesh.app);
    routes = handlers.routes.filter(({ isPublic }) => !isPublic);
    messages = handlers.messages;
    const { hostname, port } = new URL(mesh.redis.url);
    client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    things = await makeAll();
    keys = { own: await keysOf('default'), other: await keysOf('other') };
  });
  afterAll(async () => {
    await client.close();
    await mesh.stop();
  });

  const keysOf = async (tenant_id: string): Promise<Record<Role, Headers>> => {
    const [viewer, user, operator, admin] = await Promise.all(ROLES.map((role) => mesh.keyOf({ role, tenant_id })));
    return { viewer, user, operator, admin } as Record<Role, Headers>;
  };

  const idOf = async (path: string, body: unknown, name: string, headers: Headers = {}): Promise<string> =>
    (await mesh.post(path, body, headers)).body[name] as string;

  /** One thing of each kind, made by the platform's admin in its tenant. */
  const make: Record<string, (networkId: string) => Promise<string>> = {
    networkId: () => idOf('/networks', { name: 'n' }, 'network_id'),
    agentId: (id) => idOf(`/networks/${id}/agents`, { name: 'a', type: 'content' }, 'agent_id'),
    memoryId: (id) => idOf(`/networks/${id}/memories`, { content: `Fact ${Math.random()}`, type: 'fact' }, 'memory_id'),
    sessionId: (id) => idOf(`/networks/${id}/sessions`, { user_id: 'u' }, 'session_id'),
    datasetId: (id) => idOf(`/networks/${id}/datasets`, 'a\n1\n', 'dataset_id', { 'Content-Type': 'text/csv' }),
    taskId: (id) => idOf(`/networks/${id}/tasks`, { task: 'Wait', auto_start: false }, 'task_id'),
    batchId: (id) => idOf(`/networks/${id}/tasks/batch`, { tasks: [{ task: 'Wait', auto_start: false }] }, 'batch_id'),
    keyId: () => idOf('/security/api-keys', { name: 'k', user_id: 'u', role: 'viewer' }, 'key_id'),
  };
  const makeAll = async (): Promise<Params> => {
    const networkId = (await make.networkId?.('')) as string;
    const rest = Object.entries(make).filter(([name]) => name !== 'networkId');
    rest.push(['askedTaskId', make.taskId as (typeof make)[string]]);
    const made = await Promise.all(rest.map(async ([name, maker]) => [name, await maker(networkId)] as const));
    return { networkId, stepId: 'step', scope: 'user', budgetId: 'somebody', ...Object.fromEntries(made) };
  };

  const send = async (name: string, { body, type, query = '' }: ProbeRequest, params: Params, headers: Headers): Promise<number> => {
    const [method = '', template = ''] = name.split(' ');
    const path = template.replace(/:(\w+)/g, (_all, param: string) => params[param] ?? 'none').replace('*', 'none');
    const leave = new AbortController();
    const response = await fetch(`${mesh.url}${template.startsWith('/v1') ? '' : '/api/mesh'}${path}${query}`, {
      method: method === 'ALL' ? 'GET' : method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': type ?? 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: leave.signal,
    });
    if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) leave.abort();
    else await response.arrayBuffer();
    return response.status;
  };

  /** What belongs to a tenant is named by an id of its own; the rest of a path says no more than what is asked for. */
  const namesAThing = (name: string) => /:(networkId|taskId|batchId|keyId)\b/.test(name);
  const expected = (route: DeclaredHandler, role: Role, whose: 'own' | 'other'): number => {
    const held: readonly Scope[] = ROLE_SCOPES[role];
    if (route.scope === undefined || !held.includes(route.scope)) return 403;
    const { status = 200, foreign = 404 } = REQUESTS[route.name] ?? {};
    return whose === 'other' && namesAThing(route.name) ? foreign : status;
  };

  /** The status of the problem, or 200. */
  const ask = async (pattern: string, key: Headers | undefined): Promise<number> => {
    const { data = {}, thing, isOfNoNetwork = false } = MESSAGES[pattern] ?? {};
    const ids = {
      ...(isOfNoNetwork ? {} : { network_id: things.networkId }),
      ...(thing === undefined ? {} : { [thing]: things.askedTaskId }),
    };
    const message = { ...ids, ...data, ...(key === undefined ? {} : { api_key: key.Authorization?.slice('Bearer '.length) }) };
    return firstValueFrom(client.send<unknown>(pattern, message).pipe(timeout(5_000))).then(
      () => 200,
      (problem: { status: number }) => problem.status,
    );
  };

  it('has a request for every route that changes something', () => {
    const changing = routes.map(({ name }) => name).filter((name) => !name.startsWith('GET '));
    expect(changing.filter((name) => !(name in REQUESTS))).toEqual([]);
    expect(Object.keys(REQUESTS).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });

  it('has data for every message', () => {
    expect(messages.map(({ name }) => name).sort()).toEqual(Object.keys(MESSAGES).sort());
  });

  it.each([...ROLES.flatMap((role) => [[role, 'own'] as const, [role, 'other'] as const]), ['no', 'own'] as const])(
    'answers messages with %s key as the table says, for things of its %s tenant',
    async (role, whose) => {
      const wrong: string[] = [];
      for (const { name, scope } of messages) {
        const held: readonly (Scope | undefined)[] = role === 'no' ? [] : ROLE_SCOPES[role];
        const found = whose === 'own' || MESSAGES[name]?.isOfNoNetwork === true ? 200 : 404;
        const wanted = role === 'no' ? 401 : held.includes(scope) ? found : 403;
        const status = await ask(name, role === 'no' ? undefined : keys[whose][role]);
        if (status !== wanted) wrong.push(`${name}: ${status} instead of ${wanted}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it('answers nobody without a key', async () => {
    const statuses = await Promise.all(routes.map(async ({ name }) => [name, await send(name, REQUESTS[name] ?? {}, things, {})] as const));
    expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
  });

  it.each(ROLES.flatMap((role) => [[role, 'own'] as const, [role, 'other'] as const]))(
    'answers a key of the role %s as the table says, for things of its %s tenant',
    async (role, whose) => {
      const wrong: string[] = [];
      for (const route of routes) {
        const request = REQUESTS[route.name] ?? {};
        const wanted = expected(route, role, whose);
        const isDone = request.uses !== undefined && wanted === (request.status ?? 200);
        const used = isDone ? { [request.uses as string]: await make[request.uses as string]?.(things.networkId as string) } : {};
        const status = await send(route.name, request, { ...things, ...used } as Params, keys[whose][role]);
        if (status !== wanted) wrong.push(`${route.name}: ${status} instead of ${wanted}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});
