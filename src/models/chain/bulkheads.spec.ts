import { loadConfig } from '../../config';
import { ModelsConfig } from '../models.config';
import { Bulkheads } from './bulkheads';

const never = new AbortController().signal;

describe('Bulkheads', () => {
  const bulkheads = () => {
    const config = loadConfig([ModelsConfig], { MESH_PROVIDER_CONCURRENCY: '2' }).get(ModelsConfig) as ModelsConfig;
    return new Bulkheads(config);
  };

  it('lets as many in as allowed, then hands each place on in the order of waiting', async () => {
    const places = bulkheads();
    const first = await places.enter('openai', never);
    await places.enter('openai', never);
    const order: string[] = [];
    const third = Promise.resolve(places.enter('openai', never)).then((release) => (order.push('third'), release));
    const fourth = Promise.resolve(places.enter('openai', never)).then((release) => (order.push('fourth'), release));
    first();
    (await third)();
    await fourth;
    expect(order).toEqual(['third', 'fourth']);
  });

  it('refuses at once when the queue is full too, but only at that provider', async () => {
    const places = bulkheads();
    for (let i = 0; i < 4; i += 1) void places.enter('openai', never);
    expect(() => places.enter('openai', never)).toThrow(expect.objectContaining({ code: 'provider-concurrency-reached' }) as Error);
    expect(typeof places.enter('anthropic', never)).toBe('function');
  });

  it('lets go of a caller who gives up while waiting, and of its place in the queue', async () => {
    const places = bulkheads();
    const releases = [await places.enter('openai', never), await places.enter('openai', never)];
    const leaving = new AbortController();
    const waiting = places.enter('openai', leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'provider-cancelled' });
    for (const release of releases) release();
    expect(typeof places.enter('openai', never)).toBe('function');
    expect(typeof places.enter('openai', never)).toBe('function');
    expect(typeof places.enter('openai', never)).not.toBe('function');
  });
});
