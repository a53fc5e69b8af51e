import { Mesh } from '../mesh';

describe('GET /stats/models', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start({ OPENAI_API_KEY: 'k', COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1', COMPATIBLE_MODELS: 'meta/llama' });
  });
  afterAll(() => mesh.stop());

  it('lists every model that may be asked, what it can do and how it does', async () => {
    const { status, body } = await mesh.get('/stats/models');
    expect(status).toBe(200);
    expect(body.next_cursor).toBeNull();
    const models = body.data as Record<string, unknown>[];
    expect(new Set(models.map(({ provider }) => provider))).toEqual(new Set(['openai', 'compatible']));
    expect(models.find(({ model }) => model === 'gpt-5.6-terra')).toMatchObject({
      tier: 'MEDIUM',
      context_tokens: 1_050_000,
      max_output_tokens: 128_000,
      capabilities: { vision: true, image_urls: true, tools: true, json_schema: 'native', temperature: false, reasoning: true },
      default_for: ['MEDIUM'],
      health: { breaker: 'closed', success_rate: null, valid_rate: null, latency_ms: null, first_token_ms: null, observations: 0 },
    });
    expect(models.map(({ model }) => model)).toContain('meta/llama');
  });

  it('is for those who hold a key', async () => {
    expect((await fetch(`${mesh.url}/api/mesh/stats/models`)).status).toBe(401);
  });
});
