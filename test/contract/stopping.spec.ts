import type { ModelProvider } from '../../src/models/model-provider';
import { ENTRIES, WIRE_ENTRIES } from './entries';
import { events, hang, ModelServer } from './model-server';
import { drained, NEVER, TEXT } from './requests';

const server = new ModelServer();
let url: string;
beforeAll(async () => (url = await server.start()));
afterAll(() => server.stop());

const REASONS = [
  ['is cancelled', undefined, 'provider-cancelled', false],
  ['runs out of time', new DOMException('late', 'TimeoutError'), 'provider-timeout', true],
] as const;
/** Far below every deadline, and above what a busy machine adds. */
const LIMIT_MS = 1_000;

describe.each(ENTRIES)('$name', ({ model, make }) => {
  it('refuses a call that is cancelled already', async () => {
    const refusal = { kind: 'timeout', code: 'provider-cancelled', retryable: false };
    await expect(make(url).generate(model, TEXT, AbortSignal.abort())).rejects.toMatchObject(refusal);
    expect((await drained(make(url).stream(model, TEXT, AbortSignal.abort()))).error).toMatchObject(refusal);
  });
});

describe.each(WIRE_ENTRIES)('a call to $name that stops', ({ model, make, wire }) => {
  let provider: ModelProvider;
  let controller: AbortController;
  beforeEach(() => {
    provider = make(url);
    controller = new AbortController();
  });

  /** Aborts, and expects both sides to know within the limit. */
  const abort = async (failed: Promise<unknown>, reason?: unknown): Promise<unknown> => {
    const left = server.leaving();
    const abortedAtMs = performance.now();
    controller.abort(reason);
    const error = await failed;
    await left;
    expect(performance.now() - abortedAtMs).toBeLessThan(LIMIT_MS);
    return error;
  };

  it.each(REASONS)('because it %s closes the connection at once', async (_, reason, code, retryable) => {
    server.behave(hang);
    const arrived = server.arrival();
    const failed = provider.generate(model, TEXT, controller.signal).catch((error: unknown) => error);
    await arrived;
    expect(await abort(failed, reason)).toMatchObject({ kind: 'timeout', code, retryable, billed: 'unknown' });
  });

  it('in the middle of a body closes the connection at once', async () => {
    const begun = new Promise<void>((resolve) => {
      server.behave((response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":', () => resolve()));
    });
    const failed = provider.generate(model, TEXT, controller.signal).catch((error: unknown) => error);
    await begun;
    expect(await abort(failed)).toMatchObject({ code: 'provider-cancelled' });
  });

  const { streaming } = wire;
  if (streaming === undefined) return;

  it.each(REASONS)('as a silent stream, because it %s, closes the connection at once', async (_, reason, code, retryable) => {
    server.behave(hang);
    const arrived = server.arrival();
    const failed = drained(provider.stream(model, TEXT, controller.signal)).then(({ error }) => error);
    await arrived;
    expect(await abort(failed, reason)).toMatchObject({ kind: 'timeout', code, retryable });
  });

  it('in the middle of a stream closes the connection at once', async () => {
    server.behave(events(streaming.events({ texts: ['Half '] }), 'stall'));
    const stream = provider.stream(model, TEXT, controller.signal)[Symbol.asyncIterator]();
    expect(await stream.next()).toMatchObject({ done: false });
    const failed = drained({ [Symbol.asyncIterator]: () => stream }).then(({ error }) => error);
    expect(await abort(failed)).toMatchObject({ code: 'provider-cancelled', retryable: false });
  });

  it('because its reader left closes the connection at once', async () => {
    server.behave(events(streaming.events({ texts: ['Half '] }), 'stall'));
    let left: Promise<unknown> | undefined;
    let leftAtMs = 0;
    for await (const chunk of provider.stream(model, TEXT, NEVER)) {
      expect(chunk.type).not.toBe('end');
      left = server.leaving();
      leftAtMs = performance.now();
      break;
    }
    await left;
    expect(performance.now() - leftAtMs).toBeLessThan(LIMIT_MS);
  });
});
