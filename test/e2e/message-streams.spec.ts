import { events, hang, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { MessageClient } from '../message-client';
import { Mesh } from '../mesh';

const { streaming } = WIRE_FORMATS.openai;

interface Piece {
  seq: number;
  event: string;
  data: { text?: string; provider?: string; cost_usd?: string };
}

describe('an answer of a model over Redis messages, piece by piece', () => {
  const model = new ModelServer();
  let mesh: Mesh;
  let replica: Awaited<ReturnType<typeof Mesh.join>>;
  let client: MessageClient;
  beforeAll(async () => {
    const environment = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${await model.start()}/v1`, MESH_CHAIN: 'openai/gpt-4o' };
    mesh = await Mesh.start(environment);
    replica = await Mesh.join(mesh, environment);
    client = await MessageClient.connect(mesh.redis.url);
  });
  afterAll(async () => {
    await client.close();
    await replica.close();
    await mesh.stop();
    await model.stop();
  });
  beforeEach(() => (model.received.length = 0));

  const told = (data: object) =>
    client.pieces<Piece>('mesh.models.stream', { api_key: mesh.adminKey, prompt: 'Say it', cache: false, ...data });
  const said = (texts: string[], then: 'end' | 'break' = 'end') => {
    const whole = then === 'end' ? { texts, finish: 'stop' as const } : { texts };
    return events([...(streaming?.events(whole) ?? []), ...(then === 'end' ? (streaming?.done ?? []) : [])], then);
  };

  it('comes in order, counted, and ends with what it cost; the model is asked once, whoever else listens', async () => {
    const texts = Array.from({ length: 40 }, (_unused, i) => `word${i} `);
    model.behave(said(texts));
    const { pieces, problem } = await told({});
    expect(problem).toBeUndefined();
    expect(pieces.map(({ seq }) => seq)).toEqual(pieces.map((_piece, i) => i));
    const deltas = pieces.filter(({ event }) => event === 'delta');
    expect(deltas.map(({ data }) => data.text).join('')).toBe(texts.join(''));
    expect(deltas.length).toBeGreaterThan(1);
    expect(pieces.at(-1)).toMatchObject({ event: 'done', data: { provider: 'openai', cost_usd: expect.any(String) as string } });
    expect(model.received).toHaveLength(1);
  });

  it('says where it breaks off', async () => {
    model.behave(said(['One ', 'two '], 'break'));
    const { pieces, problem } = await told({});
    expect(pieces.map(({ data }) => data.text).join('')).toBe('One two ');
    expect(problem).toMatchObject({ status: 503, request_id: expect.any(String) as string });
  });

  it('ends with a problem, and without the model, when its time is over', async () => {
    model.behave(hang);
    const arrival = model.arrival();
    const answer = told({ timeout_ms: 500 });
    await arrival;
    const left = model.leaving();
    expect((await answer).problem).toMatchObject({ status: 504 });
    await left;
  });

  it('is refused as a whole', async () => {
    expect(await told({ prompt: '' })).toMatchObject({ pieces: [], problem: { status: 422 } });
    expect(await told({ api_key: 'mesh_live_none' })).toMatchObject({ pieces: [], problem: { status: 401 } });
  });

  it('counts as a stream while it lasts, and no longer', async () => {
    expect((await mesh.call('PUT', '/security/rate-limits', { concurrent_streams: 1 })).status).toBe(200);
    model.behave(hang);
    const arrival = model.arrival();
    const first = told({ timeout_ms: 1_500 });
    await arrival;
    expect((await told({})).problem).toMatchObject({ status: 429, code: 'streams-limited' });
    await first;
    model.behave(said(['Free.']));
    expect((await told({})).problem).toBeUndefined();
  });
});
