import { Redis } from 'ioredis';
import { Mesh, type Answer } from '../mesh';

/** Milliseconds in which every answer must come while Redis is away. */
const LIMIT_MS = 2_000;

describe('while Redis is away', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const timed = async (call: () => Promise<Answer>): Promise<Answer & { elapsedMs: number }> => {
    const start = performance.now();
    const answer = await call();
    return { ...answer, elapsedMs: performance.now() - start };
  };

  const expectUnavailable = async (): Promise<void> => {
    const answers = await Promise.all([
      timed(() => mesh.get('/networks')),
      timed(() => mesh.post('/networks', { name: 'x' }, { 'Idempotency-Key': 'k' })),
      timed(() => mesh.get('//health')),
      timed(() => mesh.get('//health/ready')),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(answer.elapsedMs).toBeLessThan(LIMIT_MS);
    }
    expect((await mesh.get('//health/live')).status).toBe(200);
    expect((await mesh.get('//health')).body).toMatchObject({ status: 'unavailable', redis: 'down' });
  };

  /** Asks until it answers again; the request deadline of the test bounds it. */
  const untilReady = async (): Promise<void> => {
    while ((await mesh.get('//health/ready')).status !== 200) await new Promise(setImmediate);
  };

  const runTask = async (): Promise<string> => {
    const { body: network } = await mesh.post('/networks', { name: 'Back', agents: [{ name: 'w', type: 'content' }] });
    const { body } = await mesh.post(`/networks/${network.network_id as string}/tasks`, { task: 'Write a headline' });
    return (await mesh.finished(network.network_id as string, body.task_id as string)).status as string;
  };

  /** Whatever asks or describes models, which needs no Redis; a promise to repeat the same answer does. */
  const expectModels = async (): Promise<void> => {
    const prompt = { prompt: 'Say yes.' };
    const answers = await Promise.all([
      timed(() => mesh.post('/generate', prompt)),
      timed(() => mesh.post('/generate/batch', { requests: [prompt, prompt] })),
      timed(() => mesh.post('/generate/estimate', prompt)),
      timed(() => mesh.get('/stats/models')),
      timed(() => mesh.get('//v1/models')),
      timed(() => mesh.get('//v1/models/sandbox')),
      timed(() => mesh.get('//v1/nothing')),
      timed(() => mesh.post('//v1/chat/completions', { model: 'auto', messages: [{ role: 'user', content: 'Say yes.' }] })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 207, 200, 200, 200, 200, 404, 200]);
    expect(answers[1]?.body.results.map(({ status }: { status: number }) => status)).toEqual([200, 200]);
    for (const { elapsedMs } of answers) expect(elapsedMs).toBeLessThan(LIMIT_MS);
    const once = { 'Idempotency-Key': 'once' };
    const promises = [
      timed(() => mesh.post('/generate', prompt, once)),
      timed(() => mesh.post('/generate/batch', { requests: [prompt] }, once)),
    ];
    for (const { status, elapsedMs } of await Promise.all(promises)) {
      expect(status).toBe(503);
      expect(elapsedMs).toBeLessThan(LIMIT_MS);
    }
  };

  it('answers 503 at once when it was killed, models apart, and serves again by itself when it is back', async () => {
    await mesh.redis.down();
    await expectUnavailable();
    await expectModels();
    await mesh.redis.up();
    await untilReady();
    expect(await runTask()).toBe('completed');
  });

  it('lets the admin in again after Redis has lost everything', async () => {
    const redis = new Redis(mesh.redis.url);
    await redis.flushall();
    redis.disconnect();
    expect((await mesh.get('/networks')).body).toEqual({ data: [], next_cursor: null });
  });

  it('answers 503 within the deadline when it stands still, models apart, and serves again when it moves', async () => {
    mesh.redis.freeze();
    await expectUnavailable();
    await expectModels();
    mesh.redis.thaw();
    await untilReady();
    expect(await runTask()).toBe('completed');
  });
});
