import { Inject, Injectable, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { from, Observable, of, throwError } from 'rxjs';
import { MeshClient, MeshClientModule, MeshRpcClient, type GenerateStreamEvent } from '../../src/client/node';
import { MessageTransport } from '../../src/client/messages/message-transport';
import { redisOptionsOf } from '../../src/client/messages/redis-options';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';

/** A service of another team. */
@Injectable()
class Campaigns {
  constructor(@Inject(MeshRpcClient) readonly mesh: MeshRpcClient) {}
}

@Module({})
class SettingsModule {}

describe('the client for Nest', () => {
  let mesh: Mesh;
  let rpc: MeshRpcClient;
  let close: () => Promise<void>;
  beforeAll(async () => {
    mesh = await Mesh.start();
    @Module({
      imports: [
        MeshClientModule.forRootAsync({
          imports: [SettingsModule],
          useFactory: () => Promise.resolve({ redisUrl: mesh.redis.url, apiKey: () => mesh.adminKey }),
        }),
      ],
      providers: [Campaigns],
    })
    class CampaignsModule {}
    const app = await NestFactory.createApplicationContext(CampaignsModule, { logger: false });
    rpc = app.get(Campaigns).mesh;
    close = () => app.close();
  });
  afterAll(async () => {
    Logger.overrideLogger(false);
    await close();
    await mesh.stop();
  });

  it('has every call that there is a message for', async () => {
    const { network_id: id } = await rpc.networks.create({ name: 'Spring' });
    expect(await rpc.networks.get(id)).toMatchObject({ name: 'Spring', status: 'active' });
    expect((await rpc.agents.list(id)).data.map(({ type }) => type)).toContain('content');
    const { task_id: taskId } = await rpc.tasks.submit(id, { task: 'Write a slogan for tents' });
    const task = await eventually('the task completes', async () => {
      const looked = await rpc.tasks.get(id, taskId);
      return looked.status === 'completed' && looked;
    });
    expect(task.result?.summary).toMatch(/\w/);
    const stopped = await rpc.tasks.submit(id, { task: 'Write a slogan for lamps', auto_start: false });
    expect(await rpc.tasks.cancel(id, stopped.task_id)).toMatchObject({ status: 'cancelled' });
    const { memory_id: memoryId } = await rpc.memories.add(id, { content: 'Boots sell best in spring', type: 'fact' });
    expect((await rpc.memories.search(id, { query: 'boots' })).data[0]).toMatchObject({ memory_id: memoryId });
    expect((await rpc.memories.context(id, { query: 'boots' })).context).toContain('Boots');
    expect(await rpc.models.generate({ prompt: 'Say hello' })).toMatchObject({ provider: 'sandbox' });
    expect((await rpc.models.estimate({ prompt: 'Say hello' })).candidates.length).toBeGreaterThan(0);
    expect(await rpc.safety.check('Boots are nice')).toMatchObject({ safe: true });
    expect((await rpc.safety.sanitize({ content: 'Write to ada@example.com' })).content).toBe('Write to [EMAIL_ADDRESS]');
    expect(await rpc.health()).toMatchObject({ status: 'ok' });
  });

  it('makes one thing of two messages with the same key, and says what is refused as the client over REST does', async () => {
    const twice = { idempotencyKey: 'once-over-redis' };
    const [one, other] = [await rpc.networks.create({ name: 'Once' }, twice), await rpc.networks.create({ name: 'Once' }, twice)];
    expect(other.network_id).toBe(one.network_id);
    await expect(rpc.networks.get('network_none')).rejects.toMatchObject({ name: 'MeshApiError', status: 404, code: 'network-not-found' });
    await expect(rpc.networks.create({ name: '' })).rejects.toMatchObject({ code: 'validation-failed', errors: [{ field: 'name' }] });
  });

  it('tells an answer piece by piece as the client over REST does, until whoever reads leaves', async () => {
    const rest = new MeshClient({ url: mesh.url, apiKey: mesh.adminKey });
    const told = async (pieces: AsyncIterable<GenerateStreamEvent>) => {
      let text = '';
      const events: string[] = [];
      for await (const piece of pieces) {
        events.push(piece.event);
        if (piece.event === 'delta') text += piece.data.text;
      }
      return { text, last: events.at(-1) };
    };
    const over = await told(rpc.models.stream({ prompt: 'Say hello', cache: false }));
    expect(over).toEqual(await told(rest.models.stream({ prompt: 'Say hello', cache: false })));
    expect(over.last).toBe('done');
    expect(over.text).toMatch(/\w/);
    for await (const piece of rpc.models.stream({ prompt: 'Say hello', cache: false })) {
      expect(piece).not.toHaveProperty('seq');
      break;
    }
    const refused = told(rpc.models.stream({ prompt: 'Say hello', model: 'no-such-model' }));
    await expect(refused).rejects.toMatchObject({ name: 'MeshApiError', status: 404, code: 'model-not-found' });
    const late = told(rpc.models.stream({ prompt: 'Say hello' }, { signal: AbortSignal.abort(new Error('enough')) }));
    await expect(late).rejects.toThrow('enough');
  });

  it('throws where a piece was lost, and does not keep what nobody reads', async () => {
    const streamed = async (pieces: { seq: number; event: string; data: object }[]) => {
      const transport = new MessageTransport({ send: <T>() => from(pieces) as unknown as Observable<T> }, { apiKey: 'k' });
      const seen: unknown[] = [];
      for await (const piece of transport.stream({ pattern: 'p', data: {}, safety: 'once' })) seen.push(piece);
      return seen;
    };
    const piece = (seq: number) => ({ seq, event: 'delta', data: { text: `${seq}` } });
    expect(await streamed([piece(0), piece(1)])).toEqual([0, 1].map((n) => ({ event: 'delta', data: { text: `${n}` } })));
    await expect(streamed([piece(0), piece(2)])).rejects.toMatchObject({ name: 'MeshConnectionError', code: 'broken-stream' });
    const many = Array.from({ length: 10_001 }, (_unused, seq) => piece(seq));
    await expect(streamed(many)).rejects.toThrow('were not read');
  });

  it('passes the trace of whoever calls on', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const transports = { sent: [] as unknown[] };
    const send = <T>(_pattern: string, data: unknown) => {
      transports.sent.push(data);
      return of({} as T);
    };
    const transport = new MessageTransport({ send }, { apiKey: 'k', traceparent: () => `00-${traceId}-00f067aa0ba902b7-01` });
    await transport.ask({ pattern: 'mesh.health', data: {}, safety: 'repeat' });
    expect(transports.sent).toMatchObject([{ api_key: 'k', traceparent: `00-${traceId}-00f067aa0ba902b7-01` }]);
  });

  it('says at the start what is missing', async () => {
    const start = (options: object) =>
      NestFactory.createApplicationContext(MeshClientModule.forRoot({ apiKey: 'k', ...options }), { logger: false, abortOnError: false });
    await expect(start({})).rejects.toThrow('give either redisUrl or redis');
    await expect(start({ redisUrl: 'http://localhost' })).rejects.toThrow('redisUrl must be redis://host:port');
    await expect(start({ redisUrl: 'redis://localhost', apiKey: '' })).rejects.toThrow('apiKey is missing');
  });

  it('ends when its application does, though Redis is away', async () => {
    const app = await NestFactory.createApplicationContext(
      MeshClientModule.forRoot({ redisUrl: 'redis://127.0.0.1:1', apiKey: 'k', retries: 0 }),
      {
        logger: false,
      },
    );
    const failure = app.get(MeshRpcClient).health({ timeoutMs: 500 });
    await expect(failure).rejects.toMatchObject({ name: 'MeshConnectionError' });
    await app.close();
  });
});

describe('messages to a mesh in trouble', () => {
  interface Sent {
    idempotency_key?: string;
    timeout_ms: number;
  }
  const busy = { status: 503, code: 'too-many-messages', detail: '', retryable: true, retry_after_seconds: 0 };
  /** Answers by a script; the wire stands in other tests. */
  const transportOf = (...script: (() => Observable<unknown>)[]) => {
    const sent: Sent[] = [];
    const send = (_pattern: string, data: Sent) => {
      sent.push(data);
      return (script[sent.length - 1] as () => Observable<unknown>)();
    };
    return { sent, transport: new MessageTransport({ send } as never, { apiKey: 'k' }) };
  };

  it('are sent again under the same key, with what is left of the time', async () => {
    const lost = 'Error: Connection lost. Trying to reconnect...';
    const { sent, transport } = transportOf(
      () => throwError(() => busy),
      () => throwError(() => lost),
      () => of({ made: true }),
    );
    expect(await transport.ask({ pattern: 'p', data: {}, safety: 'create' }, { timeoutMs: 5_000 })).toEqual({ made: true });
    expect(new Set(sent.map(({ idempotency_key }) => idempotency_key)).size).toBe(1);
    expect(sent.every(({ timeout_ms: ms }) => ms <= 5_000 && ms >= 100)).toBe(true);
  });

  it('are given up in time, and when their sender says so', async () => {
    const silent = () => new Observable<unknown>();
    const late = transportOf(silent).transport.ask({ pattern: 'p', data: {}, safety: 'repeat' }, { timeoutMs: 30 });
    await expect(late).rejects.toMatchObject({ code: 'timeout' });
    const stop = new AbortController();
    const left = transportOf(silent).transport.ask({ pattern: 'p', data: {}, safety: 'repeat' }, { signal: stop.signal });
    const reason = new Error('not needed any more');
    stop.abort(reason);
    await expect(left).rejects.toBe(reason);
  });

  it('find their Redis by its URL', () => {
    expect(redisOptionsOf('rediss://ada:p%40ss@redis.example:6380/2')).toMatchObject({
      host: 'redis.example',
      port: 6380,
      username: 'ada',
      password: 'p@ss',
      db: 2,
      tls: {},
    });
    expect(redisOptionsOf('redis://[::1]')).toMatchObject({ host: '::1', port: 6379 });
  });
});
