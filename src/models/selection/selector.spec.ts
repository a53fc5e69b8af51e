import fc from 'fast-check';
import { loadConfig } from '../../config';
import type { MeshError } from '../../errors';
import type { BreakerStore } from '../chain/breaker.store';
import { Breakers, type BreakerState } from '../chain/breakers';
import { nameOf, type Candidate } from '../chain/candidate';
import { TASK_TYPES, type GenerateRequest } from '../generate';
import { PROVIDER_NAMES, type ModelMessage } from '../model-provider';
import { TIERS } from '../model-traits';
import { ModelsConfig } from '../models.config';
import { traitsOf } from '../providers/catalogue';
import { OpenAiTokens } from '../tokens/openai-tokens';
import type { CostEstimator } from './cost-estimator';
import { Observations } from './observations';
import { Selector } from './selector';

const KEYS = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'b', GOOGLE_API_KEY: 'c', GROQ_API_KEY: 'd' };
const COMPATIBLE = { COMPATIBLE_BASE_URL: 'http://localhost:1/v1' };

/** One micro-dollar a token for LOW models, ten for MEDIUM, a hundred for HIGH; nobody knows the price of compatible models. */
const costs: CostEstimator = {
  maxMicroUsd: (candidate, input, output) =>
    candidate.provider === 'compatible' ? null : (input + output) * 10 ** TIERS.indexOf(traitsOf(candidate).tier),
  listPrices: () => null,
};

class KnownBreakers extends Breakers {
  constructor(private readonly open: readonly string[]) {
    super({} as BreakerStore);
  }

  override stateOf(candidate: Candidate): BreakerState {
    return this.open.includes(nameOf(candidate)) ? 'open' : 'closed';
  }
}

function selector(environment: Record<string, string> = KEYS, open: readonly string[] = [], observations = new Observations()): Selector {
  const config = loadConfig([ModelsConfig], environment).get(ModelsConfig) as ModelsConfig;
  const breakers = open.length > 0 ? new KnownBreakers(open) : new KnownBreakers([]);
  return new Selector(config, breakers, observations, new OpenAiTokens(), costs, () => [{ provider: 'openai', model: 'my-own' }]);
}

const ask = (rest: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: 'Say yes.' }],
  format: { type: 'text' },
  selection: { complexity: 'MEDIUM' },
  ...rest,
});
const chosen = (rest: Partial<GenerateRequest> = {}, environment?: Record<string, string>) =>
  selector(environment).select(ask(rest)).candidates.map(nameOf);
const failure = (rest: Partial<GenerateRequest>, environment?: Record<string, string>): MeshError => {
  try {
    selector(environment).select(ask(rest));
  } catch (error) {
    return error as MeshError;
  }
  throw new Error('nothing failed');
};

const image: ModelMessage = { role: 'user', content: [{ type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } }] };
const address: ModelMessage = { role: 'user', content: [{ type: 'image', image: { url: 'https://example.org/a.png' } }] };

describe('who answers when nobody is pinned', () => {
  it('is the default of each configured provider for the complexity of the task', () => {
    expect(chosen()).toEqual([
      'anthropic/claude-sonnet-5-5',
      'openai/gpt-5.6-terra',
      'gemini/gemini-3.8-flash',
      'groq/openai/gpt-oss-120b',
    ]);
    expect(chosen({ selection: { complexity: 'HIGH' } })[0]).toBe('anthropic/claude-opus-5-5');
    expect(chosen({ selection: undefined })[0]).toBe('anthropic/claude-haiku-5-5');
  });

  it('is every model of a compatible server after them', () => {
    const environment = { OPENAI_API_KEY: 'b', ...COMPATIBLE, COMPATIBLE_MODELS: 'meta-llama/llama-3,qwen' };
    expect(chosen({}, environment)).toEqual(['openai/gpt-5.6-terra', 'compatible/meta-llama/llama-3', 'compatible/qwen']);
  });

  it('is exactly MESH_CHAIN where it is set, without those that have no key and with successors for what is retired', () => {
    const environment = { OPENAI_API_KEY: 'b', MESH_CHAIN: 'openai/gpt-4o,anthropic/claude-x,openai/gpt-4-32k,openai/custom' };
    const { candidates, decision } = selector(environment).select(ask());
    expect(candidates.map(nameOf)).toEqual(['openai/gpt-4o', 'openai/gpt-5.6-sol', 'openai/custom']);
    expect(decision.candidates[1]?.reason).toBe('entry 2 of MESH_CHAIN, in the place of the retired gpt-4-32k');
  });

  it('is the sandbox alone without keys, last where it is on, and nobody where it is off', () => {
    expect(chosen({}, {})).toEqual(['sandbox/sandbox']);
    expect(chosen({}, { OPENAI_API_KEY: 'b', MESH_SANDBOX: 'on' })).toEqual(['openai/gpt-5.6-terra', 'sandbox/sandbox']);
    expect(chosen({}, { OPENAI_API_KEY: 'b' })).toEqual(['openai/gpt-5.6-terra']);
    expect(chosen({}, { OPENAI_API_KEY: 'b', MESH_CHAIN: 'sandbox/sandbox,openai/o3' })).toEqual(['sandbox/sandbox', 'openai/o3']);
    expect(failure({}, { MESH_SANDBOX: 'off' })).toMatchObject({ kind: 'unavailable', code: 'no-provider-configured', retryable: false });
  });

  it('is one model where no fallback is wanted, and one provider where one is named', () => {
    expect(chosen({ fallback: false })).toEqual(['anthropic/claude-sonnet-5-5']);
    expect(chosen({ provider: 'gemini' })).toEqual(['gemini/gemini-3.8-flash']);
    expect(chosen({ provider: 'gemini' }, { ...KEYS, MESH_CHAIN: 'openai/gpt-4o' })).toEqual(['gemini/gemini-3.8-flash']);
    expect(failure({ provider: 'groq' }, { OPENAI_API_KEY: 'b' })).toMatchObject({ code: 'provider-not-configured', retryable: false });
    expect(failure({ provider: 'compatible' }, COMPATIBLE)).toMatchObject({ kind: 'invalid', code: 'model-required' });
  });
});

describe('a pinned model', () => {
  it('goes first, the others stand behind it', () => {
    const { candidates, decision } = selector().select(ask({ model: 'gpt-4o' }));
    expect(candidates.map(nameOf).slice(0, 2)).toEqual(['openai/gpt-4o', 'anthropic/claude-sonnet-5-5']);
    expect(decision).toMatchObject({ requested: 'gpt-4o', reason: 'pinned', candidates: [{ score: 1 }, { score: 0.5 }, {}, {}, {}] });
    expect(decision).not.toHaveProperty('successor');
  });

  it('is alone where no fallback is wanted', () => expect(chosen({ model: 'gpt-4o', fallback: false })).toEqual(['openai/gpt-4o']));

  it('that is retired is replaced, for everyone to see', () => {
    const { candidates, decision } = selector().select(ask({ model: 'claude-3-7-sonnet', fallback: false }));
    expect(candidates.map(nameOf)).toEqual(['anthropic/claude-sonnet-5-5']);
    expect(decision).toMatchObject({ requested: 'claude-3-7-sonnet', successor: 'claude-sonnet-5-5' });
    expect(decision.reason).toBe('pinned as claude-3-7-sonnet, which is retired');
  });

  it.each([
    ['claude-opus-5', 'anthropic/claude-opus-5'],
    ['openai/o3', 'openai/o3'],
    ['ft:gpt-4o-2024-08-06:me::1', 'openai/ft:gpt-4o-2024-08-06:me::1'],
    ['openai/gpt-oss-120b', 'groq/openai/gpt-oss-120b'],
    ['groq/openai/gpt-oss-120b', 'groq/openai/gpt-oss-120b'],
    ['groq/compound', 'groq/groq/compound'],
    ['my-own', 'openai/my-own'],
    ['openai/my-own', 'openai/my-own'],
    ['gemini-2.0-flash', 'gemini/gemini-3.8-flash'],
  ])('may be written as %s', (model, first) => expect(chosen({ model })[0]).toBe(first));

  it('may be any model of a compatible server that lists none, and only a listed one where it lists some', () => {
    expect(chosen({ model: 'compatible/meta/llama', fallback: false }, COMPATIBLE)).toEqual(['compatible/meta/llama']);
    expect(chosen({ model: 'meta/llama', provider: 'compatible' }, COMPATIBLE)).toEqual(['compatible/meta/llama']);
    const listed = { ...COMPATIBLE, OPENAI_API_KEY: 'b', COMPATIBLE_MODELS: 'openai/gpt-4o,llama' };
    expect(chosen({ model: 'openai/gpt-4o', fallback: false }, listed)).toEqual(['compatible/openai/gpt-4o']);
    expect(chosen({ model: 'gpt-4o', fallback: false }, listed)).toEqual(['openai/gpt-4o']);
    expect(failure({ model: 'compatible/lama' }, listed)).toMatchObject({ code: 'model-not-found' });
  });

  it('that nobody knows is a 404 with what may have been meant', () => {
    expect(failure({ model: 'gpt-4oo' })).toMatchObject({ kind: 'not-found', code: 'model-not-found', retryable: false });
    expect(failure({ model: 'gpt-4oo' }).detail).toBe('there is no model "gpt-4oo"; did you mean gpt-4o, gpt-4.1?');
    expect(failure({ model: 'zzz' }).detail).toBe('there is no model "zzz"');
    expect(failure({ model: 'gpt-4o', provider: 'anthropic' }).detail).toMatch(/^anthropic has no model "gpt-4o"/);
    expect(failure({ model: 'x'.repeat(10_000) }).detail.length).toBeLessThan(200);
  });

  it('without a key is passed over with a word, or refused where nobody else may answer', () => {
    const { candidates, decision } = selector({ OPENAI_API_KEY: 'b' }).select(ask({ model: 'claude-opus-5' }));
    expect(candidates.map(nameOf)).toEqual(['openai/gpt-5.6-terra']);
    expect(decision.candidates.at(-1)).toMatchObject({ model: 'claude-opus-5', score: null, reason: 'anthropic is not configured here' });
    expect(decision.reason).toMatch(/^the pinned model may not answer \(anthropic is not configured here\)/);
    expect(chosen({ model: 'claude-opus-5' }, {})).toEqual(['sandbox/sandbox']);
    expect(failure({ model: 'claude-opus-5', fallback: false }, { OPENAI_API_KEY: 'b' })).toMatchObject({
      kind: 'unavailable',
      code: 'provider-not-configured',
      retryable: false,
    });
  });

  it.each(['sandbox', 'sandbox/sandbox'])('never falls back from %s to a paid model', (model) => {
    expect(chosen({ model })).toEqual(['sandbox/sandbox']);
  });
});

describe('what a request needs', () => {
  it('keeps images from models that do not see them, and addresses from those that cannot fetch them', () => {
    const { decision } = selector().select(ask({ messages: [address] }));
    expect(decision.candidates.filter(({ score }) => score === null)).toMatchObject([
      { provider: 'gemini', reason: 'it takes images only in the request, not by address' },
      { provider: 'groq', reason: 'it does not see images' },
    ]);
    expect(chosen({ messages: [image] })).toHaveLength(3);
    expect(chosen({ selection: { complexity: 'MEDIUM', requiresVision: true } })).toHaveLength(3);
    expect(failure({ messages: [image] }, { GROQ_API_KEY: 'd' })).toMatchObject({
      kind: 'invalid',
      code: 'no-capable-model',
      detail: 'no model can do what the request needs (groq/openai/gpt-oss-120b: it does not see images)',
    });
  });

  it('keeps tools from models that call none', () => {
    const environment = { GROQ_API_KEY: 'd', MESH_CHAIN: 'groq/groq/compound,groq/openai/gpt-oss-20b' };
    expect(chosen({ tools: [{ name: 'x', parameters: {} }] }, environment)).toEqual(['groq/openai/gpt-oss-20b']);
    expect(chosen({ selection: { requiresFunctionCalling: true } }, environment)).toEqual(['groq/openai/gpt-oss-20b']);
  });

  it('keeps what is too long from models whose context is too small, and says who could not hold how much', () => {
    const messages: ModelMessage[] = [{ role: 'user', content: 'word '.repeat(150_000) }];
    const { candidates, decision } = selector({ ...KEYS, MESH_CHAIN: 'groq/openai/gpt-oss-120b,gemini/gemini-3.8-flash' }).select(
      ask({ messages }),
    );
    expect(candidates.map(nameOf)).toEqual(['gemini/gemini-3.8-flash']);
    expect(decision.candidates[1]?.reason).toMatch(
      /^its context of 131072 tokens is too small for \d+ tokens of input and 4096 of answer$/,
    );
    const refused = failure({ messages }, { GROQ_API_KEY: 'd' });
    expect(refused).toMatchObject({ kind: 'too-large', code: 'context-exceeded' });
    // Every model counts in tokens of its own, so one count is told for each, and none for all.
    expect(refused.detail).toMatch(
      /^the messages fit into the context of no model beside its answer; in tokens of each model, estimated: groq\/openai\/gpt-oss-120b: its context of 131072 tokens is too small for \d+ tokens of input and 4096 of answer$/,
    );
    expect(refused.detail.match(/tokens of input/g)).toHaveLength(1);
  });

  it('lowers a bound that no answer could reach, and says so', () => {
    const selected = selector().select(ask({ model: 'gpt-4o', fallback: false, maxTokens: 100_000 }));
    expect(selected.maxTokensFor({ provider: 'openai', model: 'gpt-4o' })).toBe(16_384);
    expect(selected.decision.candidates[0]?.reason).toBe('pinned; max_tokens lowered from 100000 to its limit of 16384');
  });

  it('leaves models that reason more room, as far as there is room', () => {
    const selected = selector().select(ask());
    expect(selected.maxTokensFor({ provider: 'openai', model: 'gpt-4o' })).toBe(4_096);
    expect(selected.maxTokensFor({ provider: 'openai', model: 'gpt-5.6-terra' })).toBe(16_384);
    expect(selected.maxTokensFor({ provider: 'compatible', model: 'x' })).toBe(4_096);
  });
});

describe('the request as a candidate gets it', () => {
  it('holds no temperature for models that refuse one, even an explicit one', () => {
    const selected = selector().select(ask({ temperature: 0.3, topP: 0.9, reasoningEffort: 'low', model: 'gpt-4o' }));
    const [gpt, claude] = selected.candidates;
    expect(selected.requestFor(gpt as Candidate)).toMatchObject({ temperature: 0.3, topP: 0.9 });
    expect(selected.requestFor(gpt as Candidate)).not.toHaveProperty('reasoningEffort');
    expect(selected.requestFor(claude as Candidate)).toMatchObject({ reasoningEffort: 'low' });
    expect(selected.requestFor(claude as Candidate)).not.toHaveProperty('temperature');
    expect(selected.requestFor(claude as Candidate)).not.toHaveProperty('topP');
    expect(selected.decision.temperature).toMatchObject({ value: 0.3, source: 'explicit' });
    expect(selector().select(ask({ temperature: 0.3 })).decision.temperature).toMatchObject({ value: null, source: 'none' });
  });
});

describe('where cost decides', () => {
  const costSensitive = { complexity: 'MEDIUM' as const, costSensitive: true };

  it('asks the cheapest of those that are up to the task', () => {
    const { candidates, decision } = selector().select(ask({ selection: costSensitive }));
    const tiers = candidates.map((candidate) => traitsOf(candidate).tier);
    expect(tiers).toEqual([...tiers].sort((a, b) => TIERS.indexOf(a) - TIERS.indexOf(b)));
    expect(tiers[0]).toBe('MEDIUM');
    expect(decision.candidates.find(({ model }) => model === 'claude-haiku-5-5')?.reason).toBe('it is a LOW model, and the task is MEDIUM');
    expect(decision.candidates[0]?.costMaxMicroUsd).toBeGreaterThan(0);
  });

  it('takes an unknown price for the highest', () => {
    const environment = {
      ...COMPATIBLE,
      COMPATIBLE_MODELS: 'llama',
      OPENAI_API_KEY: 'b',
      MESH_CHAIN: 'compatible/llama,openai/gpt-5.6-sol',
    };
    expect(chosen({ selection: costSensitive }, environment)).toEqual(['openai/gpt-5.6-sol', 'compatible/llama']);
  });

  it('finds what a nearly spent budget can still pay', () => {
    const some = selector();
    const selected = some.select(ask({ maxTokens: 100 }));
    const cheap = some.cheaperThan(selected, 2_000);
    expect(cheap.length).toBeGreaterThan(3);
    for (const candidate of cheap) expect(costs.maxMicroUsd(candidate, selected.inputTokensMax, 100)).toBeLessThanOrEqual(2_000);
    expect(traitsOf(cheap[0] as Candidate).tier).toBe('LOW');
    expect(some.cheaperThan(selected, 1)).toEqual([]);
    expect(some.cheaperThan(some.select(ask({ model: 'gpt-4o', fallback: false })), 1e9)).toEqual([]);
    expect(some.cheaperThan(some.select(ask({ model: 'sandbox' })), 1e9)).toEqual([]);
    expect(some.cheaperThan(some.select(ask({ provider: 'groq' })), 1e9).every(({ provider }) => provider === 'groq')).toBe(true);
  });
});

describe('the order', () => {
  const attempt = (outcome: string, latencyMs = 100) =>
    ({ provider: 'anthropic', model: 'claude-sonnet-5-5', outcome, latencyMs, usage: null, costMicroUsd: null }) as const;

  it('puts a model with an open breaker last, and only before the sandbox', () => {
    const some = selector({ ...KEYS, MESH_SANDBOX: 'on' }, ['anthropic/claude-sonnet-5-5']);
    const { candidates, decision } = some.select(ask());
    expect(candidates.map(nameOf).slice(-2)).toEqual(['anthropic/claude-sonnet-5-5', 'sandbox/sandbox']);
    expect(decision.candidates.at(-2)?.reason).toMatch(/its breaker is open/);
    expect(some.select(ask({ model: 'claude-sonnet-5-5' })).candidates[0]?.model).toBe('claude-sonnet-5-5');
  });

  it('moves a model back when enough was seen of its failures, and not before', () => {
    const observations = new Observations();
    const some = selector(KEYS, [], observations);
    for (let count = 0; count < 10; count += 1) observations.record(attempt('provider-unavailable'));
    expect(some.select(ask()).candidates[0]?.model).toBe('claude-sonnet-5-5');
    for (let count = 0; count < 15; count += 1) observations.record(attempt('provider-unavailable'));
    const { candidates, decision } = some.select(ask());
    expect(candidates[0]?.model).toBe('gpt-5.6-terra');
    expect(decision.candidates.find(({ provider }) => provider === 'anthropic')?.reason).toMatch(/0 % of its answers were valid lately/);
  });
});

describe('whatever is asked', () => {
  const environments: Record<string, string>[] = [
    KEYS,
    { ...KEYS, MESH_SANDBOX: 'on' },
    { OPENAI_API_KEY: 'b' },
    {},
    { ...KEYS, MESH_CHAIN: 'groq/openai/gpt-oss-20b,openai/o3' },
  ];
  const requests = fc.record(
    {
      messages: fc.array(
        fc.oneof(
          fc.string().map((content) => ({ role: 'user' as const, content })),
          fc.constantFrom(image, address),
        ),
        { minLength: 1 },
      ),
      model: fc.constantFrom('gpt-4o', 'claude-3-7-sonnet', 'groq/compound', 'gemini-3.8-flash', 'sandbox'),
      provider: fc.constantFrom(...PROVIDER_NAMES),
      maxTokens: fc.integer({ min: 1, max: 300_000 }),
      taskType: fc.constantFrom(...TASK_TYPES),
      fallback: fc.boolean(),
      selection: fc.record(
        { complexity: fc.constantFrom(...TIERS), costSensitive: fc.boolean(), requiresFunctionCalling: fc.boolean() },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['messages'] },
  );

  it('is answered by models that can, each once, with a record of all that were considered, the same each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...environments), requests, (environment, rest) => {
        const request = { format: { type: 'text' as const }, ...rest } as GenerateRequest;
        let selected;
        try {
          selected = selector(environment).select(request);
        } catch (error) {
          expect((error as MeshError).code).toMatch(
            /^(?:model-not-found|provider-not-configured|model-required|context-exceeded|no-capable-model)$/,
          );
          return;
        }
        const { candidates, decision } = selected;
        const names = candidates.map(nameOf);
        const ranked = decision.candidates.filter(({ score }) => score !== null);
        expect(new Set(names).size).toBe(names.length);
        expect(ranked.map(nameOf)).toEqual(names);
        expect(decision.candidates.slice(0, ranked.length)).toEqual(ranked);
        expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => (b ?? 0) - (a ?? 0)));
        if (request.fallback === false) expect(names).toHaveLength(1);
        if (request.provider !== undefined) expect(candidates.every(({ provider }) => provider === request.provider)).toBe(true);
        for (const candidate of candidates) {
          const { maxOutputTokens, contextTokens } = traitsOf(candidate);
          expect(selected.maxTokensFor(candidate)).toBeLessThanOrEqual(maxOutputTokens);
          expect(selected.inputTokensFor(candidate) + selected.maxTokensFor(candidate)).toBeLessThanOrEqual(contextTokens);
          if (request.messages.includes(image)) expect(traitsOf(candidate).images).not.toBe('none');
          if (request.messages.includes(address)) expect(traitsOf(candidate).images).toBe('url');
        }
        expect(JSON.stringify(selector(environment).select(request).decision)).toBe(JSON.stringify(decision));
      }),
    );
  });
});
