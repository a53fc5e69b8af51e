import { LLMock } from '@copilotkit/aimock';
import { loadConfig } from '../../src/config';
import { EmbeddingsConfig, ModelsConfig } from '../../src/models';
import type { EmbeddingProvider } from '../../src/models/embeddings/embedding-provider';
import { configuredProvider } from '../../src/models/embeddings/providers/configured-provider';
import { EmbeddingServer, meaningOf } from './embedding-server';
import { cut, garbage, hang, html, json, ModelServer, silence } from './model-server';

const NEVER = new AbortController().signal;
const server = new EmbeddingServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());
beforeEach(() => {
  server.fault = undefined;
  server.received.length = 0;
});

function configured(environment: Record<string, string>): EmbeddingProvider | undefined {
  const config = loadConfig([EmbeddingsConfig, ModelsConfig], environment);
  return configuredProvider(config.get(EmbeddingsConfig) as EmbeddingsConfig, config.get(ModelsConfig) as ModelsConfig);
}

const PROVIDERS = [
  {
    name: 'openai',
    make: (at: string) =>
      configured({ MESH_EMBEDDINGS: 'openai/text-embedding-3-small', OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${at}/v1` }),
    path: '/v1/embeddings',
    headers: { authorization: 'Bearer sk-1' },
    body: { model: 'text-embedding-3-small', input: ['one car', 'two'], encoding_format: 'base64', dimensions: 512 },
    dimensions: 512,
    tokens: 3,
    malformed: { data: [{ index: 0, embedding: [1, null] }], usage: {} },
  },
  {
    name: 'compatible',
    make: (at: string) => configured({ MESH_EMBEDDINGS: 'compatible/nomic/embed', COMPATIBLE_BASE_URL: `${at}/v1` }),
    path: '/v1/embeddings',
    headers: {},
    body: { model: 'nomic/embed', input: ['one car', 'two'], encoding_format: 'float' },
    dimensions: 64,
    tokens: 3,
    malformed: {
      data: [
        { index: 0, embedding: [0, 0] },
        { index: 1, embedding: [1, 1] },
      ],
    },
  },
  {
    name: 'gemini',
    make: (at: string) =>
      configured({
        MESH_EMBEDDINGS: 'gemini/gemini-embedding-001',
        MESH_EMBEDDING_DIMENSIONS: '256',
        GOOGLE_API_KEY: 'g-1',
        GOOGLE_BASE_URL: at,
      }),
    path: '/v1beta/models/gemini-embedding-001:batchEmbedContents',
    headers: { 'x-goog-api-key': 'g-1' },
    body: {
      requests: [
        {
          model: 'models/gemini-embedding-001',
          taskType: 'RETRIEVAL_DOCUMENT',
          outputDimensionality: 256,
          content: { parts: [{ text: 'one car' }] },
        },
        { taskType: 'RETRIEVAL_DOCUMENT', content: { parts: [{ text: 'two' }] } },
      ],
    },
    dimensions: 256,
    tokens: undefined,
    malformed: { embeddings: [{ values: [1] }, { values: [1, 2] }] },
  },
];

describe.each(PROVIDERS)('embedding with $name', ({ name, make, path, headers, body, dimensions, tokens, malformed }) => {
  let provider: EmbeddingProvider;
  beforeEach(() => (provider = make(url) as EmbeddingProvider));
  const failure = (signal = NEVER): Promise<unknown> =>
    provider.embed(['one', 'two'], 'document', signal).catch((caught: unknown) => caught);

  it('sends what the server knows, and gives a vector for each text in its place', async () => {
    const answer = await provider.embed(['one car', 'two'], 'document', NEVER);
    expect(answer.vectors.map((vector) => [...vector])).toEqual([meaningOf('one automobile', dimensions), meaningOf('two', dimensions)]);
    expect(answer.inputTokens).toBe(tokens);
    expect(server.received).toMatchObject([{ path, headers, body }]);
  });

  it('tells queries from what is kept where the server does', async () => {
    await provider.embed(['one'], 'query', NEVER);
    expect(JSON.stringify(server.received[0]?.body).includes('RETRIEVAL_QUERY')).toBe(name === 'gemini');
  });

  it.each([
    [
      '429',
      json(429, { error: { message: 'secret' } }, { 'retry-after': '7' }),
      { code: 'provider-rate-limited', retryable: true, retryAfterSeconds: 7 },
    ],
    ['500', json(500, { error: { message: 'secret' } }), { code: 'provider-unavailable', retryable: true }],
    ['401', json(401, { error: { message: 'secret' } }), { code: 'provider-credentials-rejected', retryable: false }],
    ['400', json(400, { error: { message: 'secret' } }), { kind: 'invalid', code: 'provider-request-rejected', retryable: false }],
    ['404', json(404, { error: { message: 'secret' } }), { code: 'provider-model-not-found', retryable: false }],
    [
      'an error in the place of an answer',
      json(200, { error: { message: 'secret', type: 'server_error' } }),
      { code: 'provider-unavailable' },
    ],
    ['what is no JSON', garbage, { code: 'provider-malformed-answer', retryable: true }],
    ['nothing', silence, { code: 'provider-malformed-answer' }],
    ['a page', html, { code: 'provider-malformed-answer' }],
    ['no vectors', json(200, {}), { code: 'provider-malformed-answer' }],
    ['vectors that are none', json(200, malformed), { code: 'provider-malformed-answer', billed: 'unknown' }],
    ['a cut connection', cut, { code: 'provider-unreachable', retryable: true }],
  ])('fails by %s as it is, without quoting it', async (_, fault, expected) => {
    server.fault = fault;
    const error = await failure();
    expect(error).toMatchObject(expected);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret');
  });

  it('ends as soon as its caller leaves', async () => {
    server.fault = hang;
    const caller = new AbortController();
    const arrived = server.arrival();
    const failing = failure(caller.signal);
    await arrived;
    const left = performance.now();
    caller.abort();
    expect(await failing).toMatchObject({ code: 'provider-cancelled', retryable: false });
    expect(performance.now() - left).toBeLessThan(100);
  });

  it('knows where nobody listens', async () => {
    const closed = new ModelServer();
    provider = make(await closed.start()) as EmbeddingProvider;
    await closed.stop();
    expect(await failure()).toMatchObject({ code: 'provider-unreachable', billed: 'nothing' });
  });
});

describe('the choice of what embeds', () => {
  it('is nothing unless somebody chooses', () => {
    expect(configured({ OPENAI_API_KEY: 'sk-1' })).toBeUndefined();
  });

  it.each([
    ['openai/text-embedding-3-small', 'OPENAI_API_KEY'],
    ['gemini/gemini-embedding-001', 'GOOGLE_API_KEY'],
    ['compatible/any', 'COMPATIBLE_BASE_URL'],
    ['anthropic/any', 'MESH_EMBEDDINGS'],
    ['on', 'MESH_EMBEDDINGS'],
  ])('%s alone is a fault that names %s', (choice, variable) => {
    expect(() => configured({ MESH_EMBEDDINGS: choice })).toThrow(new RegExp(`${variable}: `));
  });
});

/** A second opinion on the wire format, by people who hold theirs to the real API every day. */
describe('embedding against an independent server', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(() => mock.start());
  afterAll(() => mock.stop());

  it.each(['openai/text-embedding-3-small', 'compatible/any'])('%s reads what it answers', async (choice) => {
    mock.onEmbedding(/./, { embedding: [0.5, -0.25, 0.125] });
    const base = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${mock.url}/v1`, COMPATIBLE_BASE_URL: `${mock.url}/v1` };
    const { vectors } = (await configured({ MESH_EMBEDDINGS: choice, ...base })?.embed(['one', 'two'], 'query', NEVER)) ?? {};
    expect(vectors?.map((vector) => [...vector])).toEqual([
      [0.5, -0.25, 0.125],
      [0.5, -0.25, 0.125],
    ]);
  });
});
