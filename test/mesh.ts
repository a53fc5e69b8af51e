import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CONFIG_FRAGMENTS } from '../src/app.module';
import { loadConfig } from '../src/config';
import { createApp } from '../src/create-app';
import { Conformance } from './conformance';
import { RedisServer } from './redis-server';

/** An answer of the service, with its body parsed where it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

/** One event of a stream, as it came over the wire. */
export interface StreamedEvent {
  id: string;
  event: string;
  data: Record<string, unknown> & { step_id?: string };
}

/** The whole service in this process, on a real Redis, spoken to over real HTTP. */
export class Mesh {
  /** Made once for all apps of a test file, which have the same routes. */
  private static conformance?: Conformance;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly redis: RedisServer,
    readonly adminKey: string,
    private readonly dataDir: string,
  ) {}

  /** Starts on a Redis of its own; without a long-term memory, which needs a database, unless `MESH_LONG_TERM` is on. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<Mesh> {
    const redis = await RedisServer.start();
    const dataDir = environment.MESH_DATA_DIR ?? mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    try {
      const settings = { LOG_LEVEL: 'silent', MESH_DATA_DIR: dataDir, REDIS_URL: redis.url, MESH_LONG_TERM: 'off' };
      const config = loadConfig(CONFIG_FRAGMENTS, { ...settings, ...environment });
      const app = await createApp(config);
      await app.listen(0, '127.0.0.1');
      const adminKey = environment.MESH_BOOTSTRAP_KEY ?? readFileSync(join(dataDir, 'admin.key'), 'utf8').trim();
      return new Mesh(app, await app.getUrl(), redis, adminKey, dataDir);
    } catch (error) {
      await redis.remove(); // a server that nobody ends would outlive the tests
      throw error;
    }
  }

  /** A second replica of the same mesh; the caller closes it. */
  static async join(mesh: Mesh, environment: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> {
    const shared = { LOG_LEVEL: 'silent', MESH_DATA_DIR: mesh.dataDir, REDIS_URL: mesh.redis.url, MESH_LONG_TERM: 'off' };
    const replica = await createApp(loadConfig(CONFIG_FRAGMENTS, { ...shared, ...environment }));
    await replica.listen(0, '127.0.0.1');
    return replica;
  }

  /** What a request with a new key shows; by default one of the platform's own tenant. */
  async keyOf(key: { role: string; tenant_id?: string; user_id?: string } & Record<string, unknown>): Promise<{ Authorization: string }> {
    const { status, body } = await this.post('/security/api-keys', { name: key.role, user_id: key.role, ...key });
    if (status !== 201) throw new Error(`no key was made: ${JSON.stringify(body)}`);
    return { Authorization: `Bearer ${body.api_key as string}` };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.redis.remove();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', path, body, headers);
  }

  /** `path` under `/api/mesh`, or from the root when it starts with two slashes. A string body is sent as it is. */
  async call(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const url = path.startsWith('//') ? this.url + path.slice(1) : `${this.url}/api/mesh${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${this.adminKey}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    const answer = { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
    this.expectConformance(method, new URL(url).pathname, answer);
    return answer;
  }

  /** What the service answers is what its document says, whatever a test asks for. */
  private expectConformance(method: string, path: string, { status, headers, body }: Answer): void {
    Mesh.conformance ??= Conformance.of(this.app);
    const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
    const faults = Mesh.conformance.faultsOf({ method, path, status, mediaType, body });
    if (faults.length > 0) throw new Error(`${method} ${path} answered ${status} against its document:\n${faults.join('\n')}`);
  }

  /** The events of a task after `lastEventId`, until the stream ends or `enough` says so. */
  async events(taskId: string, lastEventId?: string, enough: (event: StreamedEvent) => boolean = () => false): Promise<StreamedEvent[]> {
    const leave = new AbortController();
    const response = await fetch(`${this.url}/api/mesh/tasks/${taskId}/events`, {
      headers: { Authorization: `Bearer ${this.adminKey}`, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) },
      signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
    });
    return readEvents(response, leave, enough);
  }

  /** The task once it has ended. */
  async finished(networkId: string, taskId: string): Promise<Answer['body']> {
    await this.events(taskId);
    return (await this.get(`/networks/${networkId}/tasks/${taskId}`)).body;
  }
}

/** Reads a stream of server-sent events; `leave` is aborted once `enough` has been seen. */
export async function readEvents(
  response: Response,
  leave: AbortController,
  enough: (event: StreamedEvent) => boolean = () => false,
): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  let buffered = '';
  for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data === undefined) continue;
      const event = { id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as StreamedEvent['data'] };
      events.push(event);
      if (enough(event)) {
        leave.abort();
        return events;
      }
    }
  }
  return events;
}
