import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { Mesh } from '../mesh';

const XSS = 'Hello <img src=x onerror=alert(1)>all';
const DEFUSED = 'Hello <img src=x >all';

describe('what a tenant does with dangerous input', () => {
  let mesh: Mesh;
  let own: { Authorization: string };
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    own = await mesh.keyOf({ role: 'admin', tenant_id: 'careful' });
    networkId = (await mesh.post('/networks', { name: 'n' }, own)).body.network_id as string;
  });
  afterAll(() => mesh.stop());

  const choose = (policy: object) => mesh.call('PUT', '/security/input-policy', policy, own);
  const submit = (task: string, headers: Record<string, string> = own, at = networkId) =>
    mesh.post(`/networks/${at}/tasks`, { task, auto_start: false }, headers);
  const taskOf = async (taskId: unknown) => (await mesh.get(`/networks/${networkId}/tasks/${String(taskId)}`, own)).body.task;

  it('is to refuse it in names and to count it elsewhere, unless it chose otherwise', async () => {
    expect((await mesh.get('/security/input-policy', own)).body).toEqual({ name: 'reject', text: 'report', object: 'report' });
    expect((await mesh.post('/networks', { name: XSS }, own)).body.errors).toEqual([{ field: 'name', message: 'must not hold script' }]);
    const { status, body } = await submit(XSS);
    expect(status).toBe(202);
    expect(await taskOf(body.task_id)).toBe(XSS);
    const { body: metrics } = await mesh.get('//metrics');
    expect(metrics).toMatch(/ai_mesh_dangerous_input_total\{kind="script",field_kind="text"\} [1-9]/);
  });

  it('can be to cut it out, in tasks of batches, in imported memories and in messages, too', async () => {
    expect((await choose({ text: 'sanitise' })).body).toEqual({ name: 'reject', text: 'sanitise', object: 'report' });
    expect(await taskOf((await submit(XSS)).body.task_id)).toBe(DEFUSED);
    const { body: batch } = await mesh.post(`/networks/${networkId}/tasks/batch`, { tasks: [{ task: XSS, auto_start: false }] }, own);
    expect(await taskOf((batch.results as { task_id: string }[])[0]?.task_id)).toBe(DEFUSED);
    const { body: report } = await mesh.post(`/networks/${networkId}/memories/import`, `${JSON.stringify({ content: XSS })}\n`, {
      ...own,
      'Content-Type': 'application/x-ndjson',
    });
    expect(report.imported).toBe(1);
    const { body: found } = await mesh.get(`/networks/${networkId}/memories/search?query=hello`, own);
    expect((found.data as { content: string }[]).map(({ content }) => content)).toEqual([DEFUSED]);
    const { hostname, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    const message = { network_id: networkId, task: XSS, auto_start: false, api_key: own.Authorization.slice('Bearer '.length) };
    const answer = await firstValueFrom(client.send<{ task_id: string }>('mesh.tasks.submit', message).pipe(timeout(10_000)));
    await client.close();
    expect(await taskOf(answer.task_id)).toBe(DEFUSED);
  });

  it('can be to refuse it, which holds for no other tenant', async () => {
    await choose({ text: 'reject', object: 'reject' });
    expect(await submit(XSS)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'task', message: expect.stringMatching(/script/) as string }] },
    });
    const { body } = await mesh.post(`/networks/${networkId}/tasks`, { task: 'x', context: { note: "' OR 1=1--" } }, own);
    expect(body.errors).toEqual([{ field: 'context', message: 'must not hold sql' }]);
    const { body: other } = await mesh.post('/networks', { name: 'other' });
    expect((await submit(XSS, {}, other.network_id as string)).status).toBe(202);
  });

  it('is one of three for each kind of field', async () => {
    expect((await choose({ text: 'escape' })).body.errors).toEqual([{ field: 'text', message: 'must be one of report, sanitise, reject' }]);
    expect((await choose({ texts: 'report' })).status).toBe(422);
  });
});
