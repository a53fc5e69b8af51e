import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Histogram } from 'prom-client';
import { configOf, ServerConfig } from '../../src/config';
import { invalidField, MeshError } from '../../src/errors';
import type { RedisClient } from '../../src/redis';
import { RemoteCalls, RemoteHost, type RemoteCall } from '../../src/remote';
import { Bodies } from '../../src/remote/bodies';
import { Seal } from '../../src/remote/seal';
import { Pepper, SecurityConfig } from '../../src/security';
import { eventually } from '../eventually';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const CALL: RemoteCall = { role: 'models', name: 'answer' };
const OTHER_CALL: RemoteCall = { role: 'models', name: 'events' };
type Handler = Parameters<RemoteHost['offer']>[1];

describe('a call of a process of another role', () => {
  let server: RedisServer;
  const clients: RedisClient[] = [];
  const hosts: RemoteHost[] = [];
  const callers: RemoteCalls[] = [];

  const parts = async (pepper: string, roles: ServerConfig['roles']) => {
    const values = { keyPepper: pepper };
    const config = configOf([
      { Fragment: ServerConfig, name: 'server', values: { roles, graceSeconds: 2 } },
      { Fragment: SecurityConfig, name: 'security', values },
    ]);
    const serverConfig = config.get(ServerConfig) as ServerConfig;
    const client = await connectedClient(server);
    clients.push(client);
    const seal = new Seal(new Pepper(serverConfig, config.get(SecurityConfig) as SecurityConfig));
    return { client, bodies: new Bodies(client), seal, serverConfig };
  };
  const caller = async (pepper = 'p'.repeat(32)): Promise<RemoteCalls> => {
    const { client, bodies, seal } = await parts(pepper, ['api']);
    const seconds = new Histogram({ name: 'calls', help: 'x', labelNames: ['role', 'call', 'outcome'], registers: [] });
    const made = new RemoteCalls(client, bodies, seal, seconds);
    callers.push(made);
    return made;
  };
  const host = async (handlers: [RemoteCall, Handler][], pepper = 'p'.repeat(32)): Promise<RemoteHost> => {
    const { client, bodies, seal, serverConfig } = await parts(pepper, ['models']);
    const made = new RemoteHost(serverConfig, client, bodies, seal);
    for (const [call, handler] of handlers) made.offer(call, handler);
    made.enable();
    await made.onApplicationBootstrap();
    hosts.push(made);
    return made;
  };
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((one) => one.onModuleDestroy()));
    for (const one of callers.splice(0)) one.onApplicationShutdown();
    for (const client of clients.splice(0)) client.onApplicationShutdown();
  });
  afterAll(() => server.remove());

  it('is answered by one of those that have the role, and tells what is said on the side', async () => {
    const done: number[] = [];
    const echo =
      (which: number): Handler =>
      (given, { note }) => {
        done.push(which);
        note({ paid: 1 });
        return Promise.resolve({ given });
      };
    await host([[CALL, echo(1)]]);
    await host([[CALL, echo(2)]]);
    const calls = await caller();
    const notes: unknown[] = [];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_unused, n) => calls.ask(CALL, { n }, { timeoutMs: 5_000, note: (said) => notes.push(said) })),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_unused, n) => ({ given: { n } })));
    expect(notes).toEqual(Array<object>(50).fill({ paid: 1 }));
    expect(done).toHaveLength(50);
    expect(new Set(done).size).toBe(2);
  });

  it('fails with the kind, code and fields of what went wrong there', async () => {
    await host([
      [CALL, () => Promise.reject(invalidField('messages[0]', 'is empty'))],
      [OTHER_CALL, () => Promise.reject(new TypeError('secret of the process'))],
    ]);
    const calls = await caller();
    const refused = (await failure(calls.ask(CALL, {}, { timeoutMs: 5_000 }))) as MeshError;
    expect(refused).toBeInstanceOf(MeshError);
    expect(refused).toMatchObject({
      kind: 'invalid',
      code: 'validation-failed',
      retryable: false,
      errors: [{ field: 'messages[0]', message: 'is empty' }],
    });
    const broken = (await failure(calls.ask(OTHER_CALL, {}, { timeoutMs: 5_000 }))) as MeshError;
    expect(broken).toMatchObject({ kind: 'internal', code: 'internal-error' });
    expect(broken.message).not.toContain('secret');
  });

  it('streams in order, and is called off when whoever reads leaves', async () => {
    let aborted: unknown;
    await host([
      [
        CALL,
        async (_given, { piece, signal }) => {
          for (let n = 0; n < 1_000; n += 1) piece({ n, text: n === 500 ? 'x'.repeat(400_000) : '' });
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          aborted = signal.reason;
        },
      ],
    ]);
    const calls = await caller();
    const seen: number[] = [];
    for await (const { n } of calls.stream<{ n: number }>(CALL, {}, { timeoutMs: 10_000 })) {
      seen.push(n);
      if (n === 999) break;
    }
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_unused, n) => n));
    await eventually('it is called off there', () => Promise.resolve(aborted !== undefined));
    expect(aborted).toMatchObject({ code: 'remote-cancelled' });
  });

  it('rejects with the reason of its signal, and hears what it has cost by then', async () => {
    let begun = (): void => undefined;
    const working = new Promise<void>((resolve) => (begun = resolve));
    await host([
      [
        CALL,
        async (_given, { note, signal }) => {
          begun();
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          note({ paid: 7 });
          throw signal.reason;
        },
      ],
    ]);
    const calls = await caller();
    const leave = new AbortController();
    const notes: unknown[] = [];
    const asked = failure(calls.ask(CALL, {}, { timeoutMs: 10_000, signal: leave.signal, note: (said) => notes.push(said) }));
    await working;
    leave.abort(new Error('enough'));
    expect(await asked).toMatchObject({ message: 'enough' });
    expect(notes).toEqual([{ paid: 7 }]);
  });

  it('carries what is too large for a message, and leaves none of it behind', async () => {
    await host([[CALL, (given: { text: string }) => Promise.resolve({ text: given.text.toUpperCase() })]]);
    const calls = await caller();
    const text = 'large '.repeat(1_000_000);
    expect(await calls.ask(CALL, { text }, { timeoutMs: 20_000 })).toEqual({ text: text.toUpperCase() });
    const redis = new Redis(server.url);
    expect(await redis.keys('*remote*body*')).toEqual([]);
    redis.disconnect();
    const tooLarge = await failure(calls.ask(CALL, { text: 'x'.repeat(65 * 1024 * 1024) }, { timeoutMs: 5_000 }));
    expect(tooLarge).toMatchObject({ kind: 'too-large', code: 'remote-body-too-large' });
  });

  it('says at once that nobody has the role', async () => {
    const calls = await caller();
    expect(await failure(calls.ask(CALL, {}, { timeoutMs: 60_000 }))).toMatchObject({
      kind: 'unavailable',
      code: 'models-away',
      retryable: true,
    });
  });

  it('gets its answer though Redis dies and comes back while it is worked on', async () => {
    let goOn = (): void => undefined;
    let begun = (): void => undefined;
    const working = new Promise<void>((resolve) => (begun = resolve));
    const told = new Promise<void>((resolve) => (goOn = resolve));
    await host([
      [
        CALL,
        async () => {
          begun();
          await told;
          return 'paid for';
        },
      ],
    ]);
    const calls = await caller();
    const asked = calls.ask(CALL, {}, { timeoutMs: 30_000 });
    await working;
    await server.down();
    goOn(); // the answer is there while nobody can be told
    await server.up();
    expect(await asked).toBe('paid for');
  });

  it('is done once, however often its message comes', async () => {
    let times = 0;
    await host([[CALL, () => Promise.resolve((times += 1))]]);
    const calls = await caller();
    const redis = new Redis(server.url);
    const listener = redis.duplicate();
    const packets: string[] = [];
    await listener.subscribe('mesh.internal.models.answer');
    listener.on('message', (_channel, text: string) => packets.push(text));
    expect(await calls.ask(CALL, {}, { timeoutMs: 5_000 })).toBe(1);
    await eventually('the message was overheard', () => Promise.resolve(packets.length === 1));
    for (let n = 0; n < 5; n += 1) await redis.publish('mesh.internal.models.answer', packets[0] as string);
    expect(await calls.ask(CALL, {}, { timeoutMs: 5_000 })).toBe(2);
    expect(times).toBe(2);
    for (const one of [redis, listener]) one.disconnect();
  });

  it('believes nobody who does not know the pepper: neither who asks nor who answers', async () => {
    let times = 0;
    await host([[CALL, () => Promise.resolve((times += 1))]]);
    const stranger = await caller('q'.repeat(32));
    const leave = new AbortController();
    const asked = failure(stranger.ask(CALL, {}, { timeoutMs: 5_000, signal: leave.signal }));
    const calls = await caller();
    expect(await calls.ask(CALL, {}, { timeoutMs: 5_000 })).toBe(1);
    leave.abort(new Error('enough'));
    expect(await asked).toMatchObject({ message: 'enough' });
    expect(times).toBe(1);

    const redis = new Redis(server.url);
    const listener = redis.duplicate();
    listener.on('message', (_channel, text: string) => {
      const { id } = JSON.parse(text) as { id: string };
      const body = JSON.stringify({ type: 'end', value: 'forged' });
      const forged = [
        JSON.stringify({ id, seq: 0, seal: 'c2VhbA', body }),
        JSON.stringify({ id, seq: 0, seal: 'c2VhbA', kept: 'nowhere' }),
      ];
      for (const packet of [...forged, 'no JSON']) void redis.publish(`mesh.internal.replies.${id.split('.')[0] as string}`, packet);
    });
    await listener.subscribe('mesh.internal.models.answer');
    expect(await calls.ask(CALL, {}, { timeoutMs: 5_000 })).toBe(2);
    for (const one of [redis, listener]) one.disconnect();
  });

  it('fails where a part of the answer was lost on its way', async () => {
    const { client, seal } = await parts('p'.repeat(32), ['models']);
    const calls = await caller();
    const redis = new Redis(server.url);
    const listener = redis.duplicate();
    listener.on('message', (_channel, text: string) => {
      const { id } = JSON.parse(text) as { id: string };
      const tell = (seq: number, frame: object) => {
        const body = JSON.stringify(frame);
        const packet = { id, seq, seal: seal.of(['reply', id, seq], body), body };
        return client.run((own) => own.publish(`mesh.internal.replies.${id.split('.')[0] as string}`, JSON.stringify(packet)));
      };
      void tell(0, { type: 'piece', value: 'first' }).then(() => tell(2, { type: 'end' }));
    });
    await listener.subscribe('mesh.internal.models.answer');
    const seen: unknown[] = [];
    const read = async () => {
      for await (const piece of calls.stream(CALL, {}, { timeoutMs: 5_000 })) seen.push(piece);
    };
    expect(await failure(read())).toMatchObject({ kind: 'unavailable', code: 'models-lost', retryable: true });
    expect(seen.length).toBeLessThanOrEqual(1);
    for (const one of [redis, listener]) one.disconnect();
  });

  it('ends what nobody waits for any more, when whoever asked is gone without a word', async () => {
    const aborted: unknown[] = [];
    let begun = 0;
    const hang =
      (pieces: number): Handler =>
      async (_given, { piece, signal }) => {
        begun += 1;
        for (let n = 0; n < pieces; n += 1) piece(n);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted.push(signal.reason);
      };
    await host([
      [CALL, hang(100)],
      [OTHER_CALL, hang(0)],
    ]);
    const before = clients.length;
    const calls = await caller();
    for (const call of [CALL, OTHER_CALL]) void failure(calls.ask(call, {}, { timeoutMs: 60_000 }));
    await eventually('both are begun', () => Promise.resolve(begun === 2));
    clients[before]?.onApplicationShutdown(); // as its process would end
    await eventually('both are called off', () => Promise.resolve(aborted.length === 2), 20_000);
    expect(aborted).toMatchObject([{ code: 'remote-cancelled' }, { code: 'remote-cancelled' }]);
  }, 30_000);

  it('finishes what was begun before a process stops, and sends new calls elsewhere', async () => {
    let goOn = (): void => undefined;
    const told = new Promise<void>((resolve) => (goOn = resolve));
    const begun: string[] = [];
    const slow = await host([
      [
        CALL,
        async () => {
          begun.push('slow');
          await told;
          return 'slow';
        },
      ],
    ]);
    const calls = await caller();
    const first = calls.ask(CALL, {}, { timeoutMs: 20_000 });
    await eventually('it is begun', () => Promise.resolve(begun.length === 1));
    const stopped = slow.onModuleDestroy();
    await host([[CALL, () => Promise.resolve('quick')]]);
    expect(await calls.ask(CALL, {}, { timeoutMs: 5_000 })).toBe('quick');
    goOn();
    expect(await first).toBe('slow');
    await stopped;
  });

  it('does not hold up the process that waits when that stops', async () => {
    let begun = false;
    const forever: Handler = (_given, { signal }) => {
      begun = true;
      return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    };
    await host([[CALL, forever]]);
    const calls = await caller();
    const asked = failure(calls.ask(CALL, {}, { timeoutMs: 60_000 }));
    await eventually('it is begun', () => Promise.resolve(begun));
    calls.onApplicationShutdown();
    expect(await asked).toMatchObject({ kind: 'unavailable', code: 'remote-stopping', retryable: true });
    expect(await failure(calls.ask(CALL, {}, { timeoutMs: 60_000 }))).toMatchObject({ code: 'remote-stopping' });
  });

  it('tells who waits to ask another when a process stops before it is done', async () => {
    let begun = false;
    const deaf = await host([
      [
        CALL,
        async (_given, { signal }) => {
          begun = true;
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          throw signal.reason;
        },
      ],
    ]);
    const calls = await caller();
    const asked = failure(calls.ask(CALL, {}, { timeoutMs: 60_000 }));
    await eventually('it is begun', () => Promise.resolve(begun));
    await deaf.onModuleDestroy();
    expect(await asked).toMatchObject({ kind: 'unavailable', code: 'remote-stopping', retryable: true });
  }, 20_000);
});
