import Ajv2020 from 'ajv/dist/2020';
import type { ModelAnswer, ModelProvider, ModelRequest } from '../../src/models/model-provider';
import { AnthropicProvider } from '../../src/models/providers/anthropic/anthropic.provider';
import { CompatibleProvider } from '../../src/models/providers/compatible/compatible.provider';
import { OpenAiProvider } from '../../src/models/providers/openai/openai.provider';
import { SandboxProvider } from '../../src/models/providers/sandbox/sandbox.provider';
import { configured } from './configured';
import { cut, garbage, hang, json, ModelServer } from './model-server';
import { WIRE_FORMATS } from './wire-formats';

const schema = {
  type: 'object',
  properties: { title: { type: 'string', minLength: 3 }, tags: { type: 'array', items: { type: 'string' }, minItems: 1 } },
  required: ['title', 'tags'],
  additionalProperties: false,
};
const text: ModelRequest = {
  system: 'Be brief.',
  messages: [{ role: 'user', content: 'secret prompt' }],
  format: { type: 'text' },
  maxTokens: 100,
};
const structured: ModelRequest = { ...text, format: { type: 'json_schema', name: 'page', schema } };
const never = new AbortController().signal;

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const providers = {
  anthropic: {
    model: 'claude-sonnet-4-6',
    make: () => new AnthropicProvider(configured({ ANTHROPIC_API_KEY: 'sk-secret', ANTHROPIC_BASE_URL: url })),
  },
  openai: { model: 'gpt-4o', make: () => new OpenAiProvider(configured({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${url}/v1` })) },
  compatible: { model: 'meta-llama/llama-3', make: () => new CompatibleProvider(configured({ COMPATIBLE_BASE_URL: `${url}/v1` })) },
  sandbox: { model: 'sandbox', make: () => new SandboxProvider() },
} as const;

describe.each(Object.keys(providers) as (keyof typeof providers)[])('the provider %s', (name) => {
  const { model, make } = providers[name];
  const wire = name === 'sandbox' ? undefined : WIRE_FORMATS[name];
  let provider: ModelProvider;
  beforeEach(() => (provider = make()));

  const generate = (request: ModelRequest, signal = never): Promise<ModelAnswer> => provider.generate(model, request, signal);

  it('carries its own name', () => expect(provider.name).toBe(name));

  it('answers with text', async () => {
    if (wire) server.behave(json(200, wire.answer('A fine answer.')));
    const answer = await generate(text);
    expect(answer.text).not.toBe('');
    expect(answer.finishReason).toBe('stop');
    if (wire) expect(answer.text).toBe('A fine answer.');
  });

  it('answers with JSON that fits the schema', async () => {
    if (wire) server.behave(json(200, wire.structured({ title: 'Summer', tags: ['sun'] })));
    const answer = await generate(structured);
    expect(new Ajv2020().validate(schema, JSON.parse(answer.text))).toBe(true);
  });

  it('counts tokens so that cached and reasoning tokens are parts of the whole', async () => {
    if (wire) server.behave(json(200, wire.answer('A fine answer.')));
    const { usage } = await generate(text);
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
    if (wire) expect(usage).toEqual({ inputTokens: 120, outputTokens: 30, cachedTokens: 100, reasoningTokens: 10 });
  });

  it('refuses a call that is cancelled already', async () => {
    await expect(generate(text, AbortSignal.abort())).rejects.toMatchObject({
      kind: 'timeout',
      code: 'provider-cancelled',
      retryable: false,
    });
  });

  if (wire === undefined) return;

  it('sends the prompt to the path of its API and bounds the completion', async () => {
    server.behave(json(200, wire.answer('Yes.')));
    await generate({ ...text, temperature: 0.4 });
    const [sent] = server.received;
    expect(sent?.path).toBe(wire.path);
    expect(JSON.stringify(sent?.body)).toContain('secret prompt');
    expect(sent?.body).toMatchObject({ model, temperature: 0.4, [name === 'openai' ? 'max_completion_tokens' : 'max_tokens']: 100 });
  });

  it.each([
    ['429', 429, { 'retry-after': '7' }, { kind: 'rate-limited', code: 'provider-rate-limited', retryable: true, retryAfterSeconds: 7 }],
    ['500', 500, {}, { kind: 'unavailable', code: 'provider-unavailable', retryable: true }],
    ['529', 529, {}, { kind: 'unavailable', code: 'provider-unavailable', retryable: true }],
    ['401', 401, {}, { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false }],
    ['403', 403, {}, { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false }],
    ['404', 404, {}, { kind: 'unavailable', code: 'provider-model-not-found', retryable: false }],
    ['400', 400, {}, { kind: 'invalid', code: 'provider-request-rejected', retryable: false }],
  ])('makes of HTTP %s the failure it is, once and without quoting it', async (_, status, headers, failure) => {
    server.behave(json(status, wire.error, headers));
    const error = await generate(text).catch((caught: unknown) => caught);
    expect(error).toMatchObject(failure);
    expect(server.received).toHaveLength(1);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/secret/);
  });

  it('reads a Retry-After that is a date', async () => {
    server.behave(json(429, wire.error, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }));
    const error = (await generate(text).catch((caught: unknown) => caught)) as { retryAfterSeconds: number };
    expect(error.retryAfterSeconds).toBeGreaterThan(27);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(30);
  });

  it.each([
    ['a body that is not JSON', garbage, 'provider-malformed-answer'],
    ['JSON that is no answer', json(200, {}), 'provider-malformed-answer'],
    ['a connection that is cut', cut, 'provider-unreachable'],
  ])('takes %s for a failure worth a retry', async (_, behaviour, code) => {
    server.behave(behaviour);
    await expect(generate(text)).rejects.toMatchObject({ kind: 'unavailable', code, retryable: true });
  });

  it('takes a missing reason for the end for a failure', async () => {
    const unfinished =
      name === 'anthropic' ? { stop_reason: null } : { choices: [{ index: 0, message: { role: 'assistant', content: 'Half' } }] };
    server.behave(json(200, wire.answer('Half', unfinished)));
    await expect(generate(text)).rejects.toMatchObject({ code: 'provider-malformed-answer' });
  });

  it.each([null, '', '  \n'])('takes the empty answer %j for a failure that was billed', async (empty) => {
    server.behave(json(200, wire.answer(empty)));
    await expect(generate(text)).rejects.toMatchObject({ code: 'provider-empty-answer', billed: { inputTokens: 120, outputTokens: 30 } });
  });

  it('says that nobody listens at the address', async () => {
    const closed = new ModelServer();
    const gone = await closed.start();
    await closed.stop();
    const lost = {
      anthropic: () => new AnthropicProvider(configured({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: gone })),
      openai: () => new OpenAiProvider(configured({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: gone })),
      compatible: () => new CompatibleProvider(configured({ COMPATIBLE_BASE_URL: gone })),
      sandbox: () => new SandboxProvider(),
    }[name]();
    await expect(lost.generate(model, text, never)).rejects.toMatchObject({
      code: 'provider-unreachable',
      retryable: true,
      billed: 'nothing',
    });
  });

  it.each([
    ['is cancelled', undefined, 'provider-cancelled', false],
    ['runs out of time', new DOMException('late', 'TimeoutError'), 'provider-timeout', true],
  ])('ends within 100 ms when a hanging call %s', async (_, reason, code, retryable) => {
    server.behave(hang);
    const controller = new AbortController();
    const arrived = server.arrival();
    const failed = generate(text, controller.signal).catch((error: unknown) => error);
    await arrived;
    const abortedAtMs = performance.now();
    controller.abort(reason);
    expect(await failed).toMatchObject({ kind: 'timeout', code, retryable });
    expect(performance.now() - abortedAtMs).toBeLessThan(100);
  });
});

describe('a provider without a key', () => {
  it.each([
    ['anthropic', () => new AnthropicProvider(configured({}))],
    ['openai', () => new OpenAiProvider(configured({}))],
    ['compatible', () => new CompatibleProvider(configured({}))],
  ])('%s says so and is not asked again', async (_, make) => {
    await expect(make().generate('m', text, never)).rejects.toMatchObject({ code: 'provider-not-configured', retryable: false });
  });
});
