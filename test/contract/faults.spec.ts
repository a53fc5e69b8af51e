import type { ModelProvider } from '../../src/models/model-provider';
import { WIRE_ENTRIES } from './entries';
import { cut, garbage, html, json, ModelServer, silence } from './model-server';
import { NEVER, TEXT } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

describe.each(WIRE_ENTRIES)('a fault of $name', ({ model, make, wire }) => {
  let provider: ModelProvider;
  beforeEach(() => (provider = make(url)));
  const failure = (): Promise<unknown> => provider.generate(model, TEXT, NEVER).catch((caught: unknown) => caught);

  it.each([
    ['429', 429, { 'retry-after': '7' }, { kind: 'rate-limited', code: 'provider-rate-limited', retryable: true, retryAfterSeconds: 7 }],
    ['408', 408, {}, { kind: 'timeout', code: 'provider-timeout', retryable: true }],
    ['409', 409, {}, { kind: 'unavailable', code: 'provider-unavailable', retryable: true }],
    ['500', 500, {}, { kind: 'unavailable', code: 'provider-unavailable', retryable: true }],
    ['503', 503, { 'retry-after-ms': '250' }, { code: 'provider-unavailable', retryable: true, retryAfterSeconds: 0.25 }],
    ['529', 529, {}, { kind: 'unavailable', code: 'provider-unavailable', retryable: true }],
    ['401', 401, {}, { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false }],
    ['403', 403, {}, { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false }],
    ['404', 404, {}, { kind: 'unavailable', code: 'provider-model-not-found', retryable: false }],
    ['400', 400, {}, { kind: 'invalid', code: 'provider-request-rejected', retryable: false }],
    ['422', 422, {}, { kind: 'invalid', code: 'provider-request-rejected', retryable: false }],
  ])('by HTTP %s is what it is, once and without being quoted', async (_, status, headers, expected) => {
    server.behave(json(status, wire.error, headers));
    const error = await failure();
    expect(error).toMatchObject({ ...expected, billed: 'nothing' });
    expect(server.received).toHaveLength(1);
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toMatch(/secret/);
  });

  it('is read from a body that is no JSON by its status alone', async () => {
    server.behave((response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>secret</html>'));
    expect(await failure()).toMatchObject({ code: 'provider-unavailable', retryable: true });
  });

  it('may carry a Retry-After that is a date', async () => {
    server.behave(json(429, wire.error, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }));
    const { retryAfterSeconds } = (await failure()) as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeGreaterThan(27);
    expect(retryAfterSeconds).toBeLessThanOrEqual(30);
  });

  const { slowDown } = wire;
  if (slowDown !== undefined) {
    it('may say in its body when to come back', async () => {
      server.behave(json(429, slowDown(7.66)));
      expect(await failure()).toMatchObject({ code: 'provider-rate-limited', retryAfterSeconds: 7.66 });
    });
  }

  it.each([
    ['a body that is not JSON', garbage, 'provider-malformed-answer'],
    ['JSON that is no answer', json(200, {}), 'provider-malformed-answer'],
    ['nothing at all', silence, 'provider-malformed-answer'],
    ['a page of somebody else', html, 'provider-malformed-answer'],
    ['a connection that is cut', cut, 'provider-unreachable'],
  ])('by %s is worth a retry, and nobody knows what it cost', async (_, behaviour, code) => {
    server.behave(behaviour);
    expect(await failure()).toMatchObject({ code, retryable: true, billed: 'unknown' });
  });

  const { failure: named } = wire;
  if (named !== undefined) {
    it('by a request longer than the context is worth another model, not another try', async () => {
      server.behave(json(400, named('context')));
      expect(await failure()).toMatchObject({ kind: 'too-large', code: 'provider-context-exceeded', retryable: false, billed: 'nothing' });
    });

    it.each([
      ['overloaded' as const, 'provider-unavailable', true],
      ['rate-limited' as const, 'provider-rate-limited', true],
      ['invalid' as const, 'provider-request-rejected', false],
    ])('in the place of an answer (%s) says which', async (kind, code, retryable) => {
      server.behave(json(200, named(kind)));
      expect(await failure()).toMatchObject({ code, retryable, billed: 'unknown' });
    });
  }

  it('may be a missing reason for the end', async () => {
    server.behave(json(200, wire.unfinished('Half')));
    expect(await failure()).toMatchObject({ code: 'provider-malformed-answer', billed: { outputTokens: 30 } });
  });

  it.each([null, '', '  \n'])('may be the empty answer %j, which was billed', async (empty) => {
    server.behave(json(200, wire.answer(empty)));
    expect(await failure()).toMatchObject({ code: 'provider-empty-answer', billed: { inputTokens: 120, outputTokens: 30 } });
  });

  it.each([
    ['nobody listens', async () => provider.generate(model, TEXT, NEVER)],
    ['somebody does not speak TLS', async () => make(url.replace('http:', 'https:')).generate(model, TEXT, NEVER)],
  ])('is that %s at the address', async (_, call) => {
    const closed = new ModelServer();
    provider = make(await closed.start());
    await closed.stop();
    await expect(call()).rejects.toMatchObject({ code: 'provider-unreachable', retryable: true, billed: 'nothing' });
  });

  it('is a missing key, which another try does not find', async () => {
    await expect(make().generate('m', TEXT, NEVER)).rejects.toMatchObject({ code: 'provider-not-configured', retryable: false });
  });
});
