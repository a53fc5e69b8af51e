import Ajv2020 from 'ajv/dist/2020';
import type { ModelAnswer, ModelProvider, ModelRequest } from '../../src/models/model-provider';
import { ENTRIES, WIRE_ENTRIES } from './entries';
import { json, ModelServer } from './model-server';
import { NEVER, SCHEMA, STRUCTURED, TEXT } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

describe.each(ENTRIES)('an answer of $name', ({ name, model, make, wire }) => {
  let provider: ModelProvider;
  beforeEach(() => (provider = make(url)));
  const generate = (request: ModelRequest): Promise<ModelAnswer> => provider.generate(model, request, NEVER);

  it('comes from a provider that carries its own name', () => expect(provider.name).toBe(name));

  it('is text', async () => {
    if (wire) server.behave(json(200, wire.answer('A fine answer.')));
    const answer = await generate(TEXT);
    expect(answer.text).toMatch(wire ? /^A fine answer\.$/ : /./);
    expect(answer.finishReason).toBe('stop');
    expect(answer.toolCalls).toBeUndefined();
  });

  it('is JSON that fits the schema', async () => {
    if (wire) server.behave(json(200, wire.structured({ title: 'Summer', tags: ['sun'] })));
    const answer = await generate(STRUCTURED);
    expect(new Ajv2020().validate(SCHEMA, JSON.parse(answer.text))).toBe(true);
  });

  it('is a JSON object where only that was asked for', async () => {
    if (wire) server.behave(json(200, wire.answer('{"answer":"yes"}')));
    const answer = await generate({ ...TEXT, format: { type: 'json_object' } });
    expect(JSON.parse(answer.text)).toEqual({ answer: expect.any(String) as string });
    if (wire) expect(JSON.stringify(server.received[0]?.body)).toMatch(/JSON/);
  });

  it('counts tokens so that cached and reasoning tokens are parts of the whole', async () => {
    if (wire) server.behave(json(200, wire.answer('A fine answer.')));
    const { usage } = await generate(TEXT);
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
    if (wire) expect(usage).toEqual({ inputTokens: 120, outputTokens: 30, cachedTokens: 100, reasoningTokens: 10 });
  });
});

describe.each(WIRE_ENTRIES)('a request to $name', ({ model, make, wire }) => {
  let provider: ModelProvider;
  beforeEach(() => {
    provider = make(url);
    server.behave(json(200, wire.answer('Yes.')));
  });
  const sent = async (request: ModelRequest, to = model): Promise<Record<string, unknown>> => {
    await provider.generate(to, request, NEVER);
    return server.received[0]?.body ?? {};
  };
  const knownWith = (matches: (traits: ReturnType<ModelProvider['models']['traitsOf']>) => boolean): string | undefined =>
    [...provider.models.known].find(([, traits]) => matches(traits))?.[0];

  it('goes to the path of its API, with the prompts, a temperature and a bound', async () => {
    const body = await sent({ ...TEXT, temperature: 0.4 });
    expect(server.received[0]?.path).toBe(wire.path);
    expect(JSON.stringify(body)).toMatch(/secret prompt/);
    expect(JSON.stringify(body)).toMatch(/Be brief\./);
    expect(JSON.stringify(body)).toMatch(/"temperature":0\.4/);
    expect(body).toMatchObject(wire.bound);
  });

  it('leaves out what the model refuses', async () => {
    const tuned: ModelRequest = { ...TEXT, temperature: 0.4, topP: 0.9, reasoningEffort: 'low' };
    const cold = knownWith(({ temperature }) => !temperature);
    if (cold !== undefined) expect(JSON.stringify(await sent(tuned, cold))).not.toMatch(/temperature|top_?p/i);
    server.behave(json(200, wire.answer('Yes.')));
    const quick = knownWith(({ reasoning }) => !reasoning);
    if (quick !== undefined) expect(JSON.stringify(await sent(tuned, quick))).not.toMatch(/reasoning|thinking|effort/i);
  });

  const { images } = wire;
  if (images === undefined) return;
  const asking = (image: object): ModelRequest => ({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image', image: image as { url: string } },
        ],
      },
    ],
    format: { type: 'text' },
    maxTokens: 100,
  });
  const png = { mediaType: 'image/png', base64: 'AAAA' };

  it('shows images to models that see them', async () => {
    const seeing = provider.models.traitsOf(model).images === 'none' ? knownWith((traits) => traits.images !== 'none') : model;
    if (seeing === undefined) return;
    expect(await sent(asking(png), seeing)).toMatchObject(images.inline);
    if (provider.models.traitsOf(seeing).images !== 'url') return;
    server.behave(json(200, wire.answer('Yes.')));
    expect(await sent(asking({ url: 'https://example.com/a.png' }), seeing)).toMatchObject(images.url);
  });

  it('is refused before it is sent where the model cannot see', async () => {
    const refusal = { kind: 'invalid', code: 'provider-unsupported', retryable: false, billed: 'nothing' };
    const blind = knownWith((traits) => traits.images === 'none');
    if (blind !== undefined) await expect(provider.generate(blind, asking(png), NEVER)).rejects.toMatchObject(refusal);
    const near = knownWith((traits) => traits.images === 'inline');
    const far = asking({ url: 'https://example.com/a.png' });
    if (near !== undefined) await expect(provider.generate(near, far, NEVER)).rejects.toMatchObject(refusal);
    expect(server.received).toHaveLength(0);
  });
});
