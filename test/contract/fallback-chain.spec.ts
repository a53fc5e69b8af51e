import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule, loadConfig, ServerConfig } from '../../src/config';
import { EmbeddingsConfig, ModelsConfig, ModelsModule, ModelsService, SafetyConfig, type GenerateRequest } from '../../src/models';
import { ObservabilityConfig, ObservabilityModule } from '../../src/observability';
import { RedisConfig, RedisModule } from '../../src/redis';
import { RemoteModule } from '../../src/remote';
import { SecurityConfig, SecurityModule } from '../../src/security';
import { TenantsModule } from '../../src/tenants';
import { RedisServer } from '../redis-server';
import { hang, json, ModelServer } from './model-server';
import { WIRE_FORMATS } from './wire-formats';

const { anthropic, openai } = WIRE_FORMATS;
const scope = { tenantId: 'tenant_1', networkId: 'network_1' };
const text: GenerateRequest = { messages: [{ role: 'user', content: 'Say yes.' }], format: { type: 'text' } };
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const page: GenerateRequest = { ...text, format: { type: 'json_schema', name: 'page', schema } };

const claude = new ModelServer();
const gpt = new ModelServer();
const modules: TestingModule[] = [];
let redis: RedisServer;
let environment: Record<string, string>;
beforeAll(async () => {
  Logger.overrideLogger(false);
  redis = await RedisServer.start();
  const [claudeUrl, gptUrl] = await Promise.all([claude.start(), gpt.start()]);
  environment = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: claudeUrl, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${gptUrl}/v1` };
});
afterEach(() => Promise.all(modules.splice(0).map((module) => module.close())));
afterAll(() => Promise.all([claude.stop(), gpt.stop(), redis.remove()]));

async function service(changes: Record<string, string> = {}, base = environment): Promise<ModelsService> {
  const settings = {
    LOG_LEVEL: 'silent',
    MESH_KEY_PEPPER: 'p'.repeat(32),
    MESH_BOOTSTRAP_KEY: 'k'.repeat(16),
    REDIS_URL: redis.url,
    MESH_CACHE_TTL_SECONDS: '0',
    ...base,
    ...changes,
  };
  const config = loadConfig(
    [ServerConfig, ModelsConfig, EmbeddingsConfig, SafetyConfig, ObservabilityConfig, RedisConfig, SecurityConfig],
    settings,
  );
  const imports = [
    ConfigModule.forRoot(config),
    ObservabilityModule,
    RedisModule,
    TenantsModule,
    SecurityModule,
    RemoteModule,
    ModelsModule,
  ];
  const module = await Test.createTestingModule({ imports }).compile();
  await module.init();
  modules.push(module);
  return module.get(ModelsService);
}

const outcomes = ({ attempts }: { attempts: { provider: string; outcome: string }[] }) =>
  attempts.map(({ provider, outcome }) => `${provider} ${outcome}`);
const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: unknown) => error as { code: string; detail: string },
  );

describe('the fallback chain', () => {
  beforeEach(() => {
    claude.behave(json(200, anthropic.answer('Yes, says Claude.')));
    gpt.behave(json(200, openai.answer('Yes, says GPT.')));
  });

  it('asks the first configured provider and says what it took', async () => {
    const answer = await (await service()).generate(scope, text);
    expect(answer).toMatchObject({ text: 'Yes, says Claude.', provider: 'anthropic', model: 'claude-sonnet-4-6' });
    // 20 new tokens at $3, 100 cached at $0.30 and 30 written at $15 a million.
    expect(answer).toMatchObject({ costMicroUsd: 540, usage: { inputTokens: 120, outputTokens: 30, cachedTokens: 100 } });
    expect(answer.attempts).toEqual([expect.objectContaining({ provider: 'anthropic', outcome: 'answered', costMicroUsd: 540 })]);
  });

  it('falls back to the next provider when the first one hangs, before the deadline of all has passed', async () => {
    claude.behave(hang);
    const models = await service();
    const timeoutMs = 2_000;
    const startedAtMs = performance.now();
    const answer = await models.generate(scope, { ...text, timeoutMs });
    expect(outcomes(answer)).toEqual(['anthropic provider-timeout', 'openai answered']);
    expect(performance.now() - startedAtMs).toBeLessThan(timeoutMs);
    expect(answer.costMicroUsd).toBeNull();
  });

  it('tries a failing provider three times, then falls back', async () => {
    claude.behave(json(500, anthropic.error));
    const answer = await (await service()).generate(scope, text);
    expect(outcomes(answer)).toEqual([...Array<string>(3).fill('anthropic provider-unavailable'), 'openai answered']);
    expect(answer.text).toBe('Yes, says GPT.');
    expect(answer.costMicroUsd).toBeGreaterThan(0);
  });

  it('stays with a provider that recovers', async () => {
    claude.behave(json(500, anthropic.error), json(200, anthropic.answer('Late but here.')));
    const answer = await (await service()).generate(scope, text);
    expect(outcomes(answer)).toEqual(['anthropic provider-unavailable', 'anthropic answered']);
  });

  it('does not try rejected credentials again', async () => {
    claude.behave(json(401, anthropic.error));
    const answer = await (await service()).generate(scope, text);
    expect(outcomes(answer)).toEqual(['anthropic provider-credentials-rejected', 'openai answered']);
    expect(claude.received).toHaveLength(1);
  });

  it('does not wait for a provider that asks for more time than there is', async () => {
    claude.behave(json(429, anthropic.error, { 'retry-after': '600' }));
    const answer = await (await service()).generate(scope, { ...text, timeoutMs: 20_000 });
    expect(outcomes(answer)).toEqual(['anthropic provider-rate-limited', 'openai answered']);
  });

  it('waits as long as a provider asks when there is time', async () => {
    claude.behave(json(429, anthropic.error, { 'retry-after': '1' }), json(200, anthropic.answer('Yes.')));
    const startedAtMs = performance.now();
    const answer = await (await service()).generate(scope, text);
    expect(outcomes(answer)).toEqual(['anthropic provider-rate-limited', 'anthropic answered']);
    expect(performance.now() - startedAtMs).toBeGreaterThan(990);
  });

  it('names every attempt when all have failed', async () => {
    claude.behave(json(401, anthropic.error));
    gpt.behave(json(400, openai.error));
    const chain = { MESH_CHAIN: 'anthropic/claude-sonnet-4-6,openai/gpt-4o' };
    expect(await failure((await service(chain)).generate(scope, text))).toMatchObject({
      kind: 'unavailable',
      code: 'provider-chain-exhausted',
      retryable: false,
      detail: 'no provider answered (anthropic/claude-sonnet-4-6: provider-credentials-rejected; openai/gpt-4o: provider-request-rejected)',
      cause: { code: 'provider-request-rejected' },
    });
  });

  it('stops at once when the caller cancels, and tries nobody else', async () => {
    claude.behave(hang);
    const models = await service();
    const controller = new AbortController();
    const arrived = claude.arrival();
    const failed = failure(models.generate(scope, text, controller.signal));
    await arrived;
    const cancelledAtMs = performance.now();
    controller.abort();
    expect(await failed).toMatchObject({ kind: 'timeout', code: 'generate-cancelled', retryable: false });
    expect(performance.now() - cancelledAtMs).toBeLessThan(1_000); // its deadline is a minute
    expect(gpt.received).toHaveLength(0);
  });

  it('stops when the deadline of the caller passes between two tries', async () => {
    claude.behave(json(429, anthropic.error, { 'retry-after': '5' }));
    const failed = failure((await service()).generate(scope, { ...text, fallback: false }, AbortSignal.timeout(500)));
    expect(await failed).toMatchObject({ code: 'generate-cancelled' });
    expect(claude.received).toHaveLength(1);
  });

  it('asks a pinned model first', async () => {
    const answer = await (await service()).generate(scope, { ...text, model: 'openai/gpt-4o' });
    expect(outcomes(answer)).toEqual(['openai answered']);
    expect(gpt.received[0]?.body).toMatchObject({ model: 'gpt-4o' });
  });

  it('has an invalid answer repaired by the same provider, which sees its answer and what is wrong with it', async () => {
    claude.behave(json(200, anthropic.structured({ titel: 'Summer' })), json(200, anthropic.structured({ title: 'Summer' })));
    const answer = await (await service()).generate(scope, page);
    expect(answer.json).toEqual({ title: 'Summer' });
    expect(outcomes(answer)).toEqual(['anthropic invalid-output', 'anthropic answered']);
    expect(JSON.stringify(claude.received[1]?.body['messages'])).toMatch(/titel.*must have required property 'title'/);
    expect(answer.costMicroUsd).toBe(1_080);
  });

  it('goes on to the next provider when the repair is invalid too, and when an answer was cut off', async () => {
    gpt.behave(json(200, openai.structured({ title: 'Winter' })));
    claude.behave(json(200, anthropic.structured({ titel: 'Summer' })));
    expect(outcomes(await (await service()).generate(scope, page))).toEqual([
      'anthropic invalid-output',
      'anthropic invalid-output',
      'openai answered',
    ]);
    claude.behave(json(200, anthropic.answer('{"title": "Sum', { stop_reason: 'max_tokens' })));
    expect(outcomes(await (await service()).generate(scope, page))).toEqual(['anthropic invalid-output', 'openai answered']);
  });

  it('asks a second model beside one that is silent, takes the first answer, and counts what the other took', async () => {
    claude.behave(hang);
    const answer = await (await service({ MESH_HEDGE_AFTER_MS: '50' })).generate(scope, text);
    expect(answer.text).toBe('Yes, says GPT.');
    expect(outcomes(answer).sort()).toEqual(['anthropic provider-cancelled', 'openai answered']);
    // Nobody knows what the silent one would bill.
    expect(answer.costMicroUsd).toBeNull();
  });

  it('does not ask again a model that used all its tokens before it said anything', async () => {
    claude.behave(json(200, anthropic.answer('', { stop_reason: 'max_tokens' })));
    expect(await failure((await service()).generate(scope, { ...text, fallback: false, maxTokens: 20 }))).toMatchObject({
      kind: 'invalid',
      retryable: false,
      detail: expect.stringContaining('provider-length-reached') as string,
    });
    expect(claude.received).toHaveLength(1);
  });

  it('insists on the call of a tool that the caller insists on', async () => {
    const tools = [{ name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }];
    const call = { content: [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Graz' } }], stop_reason: 'tool_use' };
    claude.behave(json(200, anthropic.answer('It is sunny.')), json(200, anthropic.answer(null, call)));
    const answer = await (await service()).generate(scope, { ...text, tools, toolChoice: 'required' });
    expect(answer.toolCalls).toMatchObject([{ name: 'weather', arguments: '{"city":"Graz"}' }]);
    expect(outcomes(answer)).toEqual(['anthropic invalid-output', 'anthropic answered']);
    expect(JSON.stringify(claude.received[1]?.body['messages'])).toContain('a tool must be called');
  });

  it('refuses a schema that is none before it pays anybody', async () => {
    const broken: GenerateRequest = { ...text, format: { type: 'json_schema', name: 'x', schema: { type: 'thing' } } };
    expect(await failure((await service()).generate(scope, broken))).toMatchObject({ kind: 'invalid', code: 'invalid-json-schema' });
    expect(claude.received).toHaveLength(0);
  });

  it('uses the sandbox alone without a key, for free, whatever model is pinned', async () => {
    const models = await service({}, {});
    expect(models.sandboxOnly).toBe(true);
    const answer = await models.generate(scope, { ...page, model: 'claude-sonnet-5-5' });
    expect(outcomes(answer)).toEqual(['sandbox answered']);
    expect(answer.decision().candidates.at(-1)).toMatchObject({ model: 'claude-sonnet-5-5', reason: 'anthropic is not configured here' });
    expect(answer).toMatchObject({ provider: 'sandbox', costMicroUsd: 0, json: { title: expect.any(String) as string } });
  });

  it('uses the sandbox last where it is on, and never where it is off', async () => {
    claude.behave(json(401, anthropic.error));
    gpt.behave(json(401, openai.error));
    const on = await service({ MESH_SANDBOX: 'on' });
    expect(on.sandboxOnly).toBe(false);
    expect((await on.generate(scope, text)).provider).toBe('sandbox');
    expect(await failure((await service({ MESH_SANDBOX: 'off' }, {})).generate(scope, text))).toMatchObject({
      code: 'no-provider-configured',
      retryable: false,
    });
  });
});
