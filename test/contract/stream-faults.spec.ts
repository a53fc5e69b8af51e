import { WIRE_ENTRIES } from './entries';
import { cut, events, hang, html, json, ModelServer, silence, type Behaviour } from './model-server';
import { drained, NEVER, TEXT, textIn } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

describe.each(WIRE_ENTRIES.filter(({ wire }) => wire.streaming))('a stream of $name that fails', ({ model, make, wire }) => {
  const streaming = wire.streaming!;
  const streamed = async (behaviour: Behaviour) => {
    server.behave(behaviour);
    return drained(make(url).stream(model, TEXT, NEVER));
  };
  const half = streaming.events({ texts: ['Half ', 'an ', 'answer'] });

  it.each([
    ['before it began', 0, ''],
    ['after its first piece', half.length - 2, 'Half '],
    ['after all its text', half.length, 'Half an answer'],
  ])('by ending %s without a reason is no answer', async (_, pieces, text) => {
    const { chunks, error } = await streamed(events(half.slice(0, pieces)));
    if (pieces === half.length || pieces === 0) expect(textIn(chunks)).toBe(text);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'provider-malformed-answer', retryable: true });
    expect(chunks.some(({ type }) => type === 'end')).toBe(false);
  });

  it('by losing its connection has yielded what came before', async () => {
    const { chunks, error } = await streamed(events(half, 'break'));
    expect(textIn(chunks)).toBe('Half an answer');
    expect(error).toMatchObject({ code: 'provider-unreachable', retryable: true });
  });

  it.each([
    ['overloaded' as const, 'provider-unavailable', true],
    ['rate-limited' as const, 'provider-rate-limited', true],
    ['invalid' as const, 'provider-request-rejected', false],
  ])('by an error (%s) among its pieces says which', async (kind, code, retryable) => {
    const { chunks, error } = await streamed(events([...half, streaming.error(kind)], 'stall'));
    expect(textIn(chunks)).toBe('Half an answer');
    expect(error).toMatchObject({ code, retryable });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/secret/);
  });

  it('by an error in the place of a stream says which', async () => {
    expect((await streamed(json(200, wire.failure!('overloaded')))).error).toMatchObject({ code: 'provider-unavailable' });
  });

  it('by saying nothing before it ends well was billed', async () => {
    const { chunks, error } = await streamed(events([...streaming.events({ finish: 'stop' }), ...streaming.done]));
    expect(textIn(chunks)).toBe('');
    expect(error).toMatchObject({ code: 'provider-empty-answer', billed: { inputTokens: 120, outputTokens: 30 } });
  });

  it.each([
    ['a piece that is not JSON', events([...half, 'data: {"oops": <<<\n\n', ...streaming.done]), 'provider-malformed-answer'],
    ['an endless piece', events([...half, `data: {"x":"${'x'.repeat(1_100_000)}`], 'stall'), 'provider-malformed-answer'],
    ['nothing at all', silence, 'provider-malformed-answer'],
    ['a page of somebody else', html, 'provider-malformed-answer'],
    ['a connection that is cut', cut, 'provider-unreachable'],
  ])('by %s is worth a retry', async (_, behaviour, code) => {
    expect((await streamed(behaviour)).error).toMatchObject({ kind: 'unavailable', code, retryable: true });
  });

  it.each([
    ['429', json(429, wire.error, { 'retry-after': '7' }), { code: 'provider-rate-limited', retryAfterSeconds: 7, billed: 'nothing' }],
    ['500', json(500, wire.error), { code: 'provider-unavailable', retryable: true }],
    ['401', json(401, wire.error), { code: 'provider-credentials-rejected', retryable: false }],
    ['400', json(400, wire.failure!('context')), { kind: 'too-large', code: 'provider-context-exceeded', retryable: false }],
  ])('by HTTP %s fails as a whole answer does', async (_, behaviour, expected) => {
    const { chunks, error } = await streamed(behaviour);
    expect(chunks).toEqual([]);
    expect(error).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
  });

  it('because nobody listens, or there is no key, says so', async () => {
    const closed = new ModelServer();
    const gone = make(await closed.start());
    await closed.stop();
    server.behave(hang);
    const lost = { code: 'provider-unreachable', billed: 'nothing' };
    expect((await drained(gone.stream(model, TEXT, NEVER))).error).toMatchObject(lost);
    expect((await drained(make().stream(model, TEXT, NEVER))).error).toMatchObject({ code: 'provider-not-configured' });
  });
});
