import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import { firstValueFrom, timeout } from 'rxjs';
import { Checkpoints } from '../../src/audit/proof/checkpoints';
import { tenantSlot } from '../../src/redis';
import { BLOCK_ROWS } from '../../src/datasets/dataset-bounds';
import { EmbeddingServer } from '../contract/embedding-server';
import { hang, ModelServer } from '../contract/model-server';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { isKeptAs, isNamed, KEPT_KEYS, KEYS_OF_THE_MESH, rowOf } from '../kept-keys';
import { Mesh, readEvents, type Answer, type StreamedEvent } from '../mesh';

const DAY_MS = 86_400_000;
/** What a tenant may choose at most; the types of data whose period may be `"forever"` stand for themselves. */
const LONGEST_DAYS = 3_650;
/**
 * Days for which keys outlive the period of what is in them: a day's log is given a week in which it is pruned and something is signed of that,
 * and the index of memories is kept to the end of the day after the last of them, or the next.
 */
const LONGER_DAYS = { audit: 8, memory: 2, others: 1 };
const LONGEST_PERIODS = {
  tasks: 3_650,
  events: 3_650,
  working_memory: 3_650,
  sessions: 30,
  audit: 3_650,
  cost_ledger: 3_650,
  datasets: 3_650,
};
const EMBEDDING_MODEL = 'openai/text-embedding-3-small';
const SLOW_MODEL = 'compatible/slow';

/** A key of Redis as it was found; -1 ms for one without a TTL. */
interface FoundKey {
  key: string;
  type: string;
  ttlMs: number;
}

describe('every key in Redis', () => {
  const models = new ModelServer();
  const embeddings = new EmbeddingServer();
  const tenants = ['default', 'old', 'other'];
  const leaving: (() => void)[] = [];
  let mesh: Mesh;
  let redis: Redis;
  let folder: string;
  let keys: FoundKey[];

  beforeAll(async () => {
    folder = await folderWithDatabase();
    const prices = join(folder, 'prices.json');
    const price = { input_usd_per_million: 1, output_usd_per_million: 1 };
    writeFileSync(prices, JSON.stringify({ [EMBEDDING_MODEL]: price, [SLOW_MODEL]: price }));
    mesh = await Mesh.start({
      MESH_DATA_DIR: folder,
      MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test',
      MESH_LONG_TERM: 'on',
      MESH_WORKER_CONCURRENCY: '2',
      MESH_GRACE_SECONDS: '1',
      MESH_CHAIN: 'sandbox/sandbox',
      MESH_PRICES_FILE: prices,
      MESH_EMBEDDINGS: EMBEDDING_MODEL,
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: `${await embeddings.start()}/v1`,
      COMPATIBLE_BASE_URL: `${await models.start()}/v1`,
      COMPATIBLE_MODELS: 'slow',
    });
    redis = new Redis(mesh.redis.url);
    await keysOfPeople();
    await settings();
    const networkId = await network();
    await memories(networkId);
    await sessions(networkId);
    await tasks(networkId);
    await datasets(networkId);
    await answers();
    await auditAndRetention();
    await erasures();
    await underWay(networkId);
    keys = await everyKey();
  });
  afterAll(async () => {
    for (const leave of leaving) leave();
    redis.disconnect();
    await mesh.stop();
    await Promise.all([models.stop(), embeddings.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** The body of an answer that must be a good one. */
  async function good(answer: Promise<Answer>): Promise<Answer['body']> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }
  const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) => good(mesh.post(path, body, headers));
  const put = (path: string, body: unknown, headers: Record<string, string> = {}) => good(mesh.call('PUT', path, body, headers));
  const network = async (more: object = {}) => (await post('/networks', { name: 'n', ...more })).network_id as string;

  /** Made, changed, rotated, revoked, one below another; shown, shown wrongly, and signed with. */
  async function keysOfPeople(): Promise<void> {
    const later = new Date(Date.now() + DAY_MS).toISOString();
    const parent = await post('/security/api-keys', { name: 'p', user_id: 'u', role: 'user', expires_at: later });
    const below = { name: 'c', user_id: 'u', role: 'viewer', parent_key_id: parent.key_id as string, expires_at: later };
    await post('/security/api-keys', { ...below, rate_limit: { requests_per_minute: 60, tokens_per_minute: 1_000 } });
    await post(`/security/api-keys/${parent.key_id as string}/rotate`, { grace_seconds: 60 });
    const lasting = await post('/security/api-keys', { name: 'l', user_id: 'u', role: 'user' });
    await post('/security/api-keys', { name: 'c', user_id: 'u', role: 'viewer', parent_key_id: lasting.key_id as string });
    await good(mesh.call('PATCH', `/security/api-keys/${lasting.key_id as string}`, { name: 'lasting' }));
    const gone = await post('/security/api-keys', { name: 'g', user_id: 'u', role: 'user', tenant_id: 'other' });
    const admin = await mesh.keyOf({ role: 'admin', tenant_id: 'other' });
    await good(mesh.call('DELETE', `/security/api-keys/${gone.key_id as string}`, undefined, admin));
    await mesh.get('/networks', { Authorization: `Bearer ${(lasting.api_key as string).slice(0, -4)}xxxx` });
    const signer = await post('/security/api-keys', { name: 's', user_id: 'u', role: 'operator', require_signature: true });
    await good(mesh.get('/networks', signed('/api/mesh/networks', signer)));
  }

  function signed(path: string, key: Answer['body']): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const nonce = randomBytes(16).toString('base64url');
    const lines = ['ai-mesh-request-1', 'GET', path, '', createHash('sha256').digest('hex'), timestamp, nonce].join('\n');
    const value = createHmac('sha256', Buffer.from(key.signing_key as string, 'base64url'))
      .update(lines)
      .digest('hex');
    const mark = { 'X-Mesh-Timestamp': timestamp, 'X-Mesh-Nonce': nonce, 'X-Mesh-Signature': `v1=${value}` };
    return { Authorization: '', 'X-Mesh-Key': key.signing_key_id as string, ...mark };
  }

  /** Limits of the platform and of a tenant, budgets, and a tenant that keeps all as long as it may. */
  async function settings(): Promise<void> {
    await put('/security/rate-limits', { requests_per_minute: 100_000, tasks_per_minute: 100_000, concurrent_streams: 100 });
    await put('/security/rate-limits/platform', { ip_requests_per_minute: 100_000 });
    for (const budget of ['tenant/default', 'user/u']) await put(`/budgets/${budget}`, { limit_usd: 100, period: 'day' });
    await put('/security/retention-policy', LONGEST_PERIODS, await mesh.keyOf({ role: 'admin', tenant_id: 'old' }));
    await put('/safety/policy', {});
    await put('/security/input-policy', { text: 'sanitise' });
  }

  /** Of every retention; some have vectors, one has not got its own yet, and one is gone. */
  async function memories(networkId: string): Promise<void> {
    const add = async (memory: object): Promise<string> =>
      (await post(`/networks/${networkId}/memories`, { type: 'fact', ...memory })).memory_id as string;
    const mill = await add({ content: 'The mill was sold', importance: 0.9 });
    await add({ content: 'The mill was sold to Ann', supersedes: mill, metadata: { actor: 'Bob' } });
    await add({ content: 'The bridge is closed', ttl_seconds: 3_600 });
    const gone = await add({ content: 'The ferry sails at noon', type: 'decision' });
    await good(mesh.call('DELETE', `/networks/${networkId}/memories/${gone}`, undefined));
    await eventually(
      'vectors',
      async () => (await redis.keys('*:mem:vectors:0')).length > 0 && (await redis.keys('*:mem:unembedded')).length === 0,
    );
    embeddings.fault = (response) => response.writeHead(503).end();
    await add({ content: 'The road is wet' });
    await good(mesh.get(`/networks/${networkId}/memories/search?query=mill`));
    const passing = await network();
    await post(`/networks/${passing}/memories`, { type: 'fact', content: 'For an hour', ttl_seconds: 3_600 });
  }

  /** One that lives and owns things, and one that has ended. */
  async function sessions(networkId: string): Promise<void> {
    const session_id = (await post(`/networks/${networkId}/sessions`, { user_id: 'u' })).session_id as string;
    await post(`/networks/${networkId}/memories`, { type: 'fact', content: 'For a while only', session_id });
    await ended(networkId, await submit(networkId, { session_id }), 'completed');
    const over = (await post(`/networks/${networkId}/sessions`, { user_id: 'u' })).session_id as string;
    await good(mesh.call('DELETE', `/networks/${networkId}/sessions/${over}`, undefined));
  }

  const submit = async (networkId: string, task: object = {}): Promise<string> =>
    (await post(`/networks/${networkId}/tasks`, { task: 'Say hello', ...task })).task_id as string;
  const ended = (networkId: string, taskId: string, status: string) =>
    eventually(`${status}`, async () => (await mesh.get(`/networks/${networkId}/tasks/${taskId}`)).body.status === status);
  const asks = { steps: [{ id: 'a', task: 'Do it', agent_type: 'content', requires_approval: true }] };
  const isAsked = ({ event }: StreamedEvent) => event === 'approval.requested';

  /** Done, failed, cancelled, taken up again, waiting for a decision, for a start and for their network; alone, in batches, and streamed. */
  async function tasks(networkId: string): Promise<void> {
    const base = `/networks/${networkId}/tasks`;
    await ended(networkId, await submit(networkId), 'completed');
    const [waiting, failed] = [await submit(networkId, { workflow: asks }), await submit(networkId, { workflow: asks })];
    for (const taskId of [waiting, failed]) await mesh.events(taskId, undefined, isAsked);
    await post(`${base}/${failed}/steps/a/approval`, { decision: 'reject' });
    await ended(networkId, failed, 'failed');
    const cancelled = await submit(networkId, { auto_start: false });
    await post(`${base}/${cancelled}/cancel`);
    await post(`${base}/${cancelled}/retry`);
    await submit(networkId, { auto_start: false });
    await post(`${base}/batch`, { tasks: [{ task: 'Say hello' }, { task: '' }] }, { 'Idempotency-Key': 'batch' });
    await streamed('/networks/' + networkId + '/tasks/stream', { task: 'Say hello' });
    const paused = await network();
    await post(`/networks/${paused}/pause`);
    await submit(paused);
  }

  async function streamed(path: string, body: object): Promise<StreamedEvent[]> {
    const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${mesh.url}/api/mesh${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return readEvents(response, new AbortController());
  }

  const CSV = { 'Content-Type': 'text/csv' };
  async function datasets(networkId: string): Promise<void> {
    const { dataset_id } = await good(mesh.call('POST', `/networks/${networkId}/datasets`, 'name,age\nAnn,30\nBob,40\n', CSV));
    await good(mesh.get(`/networks/${networkId}/datasets/${dataset_id as string}`));
    const old = await mesh.keyOf({ role: 'admin', tenant_id: 'old' });
    const ofOld = (await post('/networks', { name: 'n' }, old)).network_id as string;
    await good(mesh.call('POST', `/networks/${ofOld}/datasets`, 'a,b\n1,2\n', { ...old, ...CSV }));
    await post(`/networks/${ofOld}/memories`, { type: 'fact', content: 'The mill was sold' }, old);
    const { task_id } = await post(`/networks/${ofOld}/tasks`, { task: 'Say hello' }, old);
    await eventually(
      'the end',
      async () => (await mesh.get(`/networks/${ofOld}/tasks/${task_id as string}`, old)).body.status === 'completed',
    );
  }

  /** Answers that are cached, counted, booked, streamed and asked for by message. */
  async function answers(): Promise<void> {
    await post('/generate', { prompt: 'Say hello once' });
    await post('/generate', { prompt: 'Say hello once' });
    await streamed('/generate/stream', { prompt: 'Say hello twice', user_id: 'u' });
    await post('/generate/batch', { requests: [{ prompt: 'Say hello thrice' }] });
    const { hostname: host, port } = new URL(mesh.redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host, port: Number(port) } });
    await firstValueFrom(client.send('mesh.models.generate', { prompt: 'Say hello', api_key: mesh.adminKey }).pipe(timeout(10_000)));
    await client.close();
  }

  async function auditAndRetention(): Promise<void> {
    await good(mesh.get('/security/audit-logs/export?format=ndjson'));
    await good(mesh.get('/security/audit-logs/verify'));
    await mesh.app.get(Checkpoints, { strict: false }).signAll(); // as at every full hour
    for (const dry_run of [true, false]) await post('/security/retention-policy/sweeps', { dry_run });
  }

  /** Of a network and of a person: what is left of them has an end too. */
  async function erasures(): Promise<void> {
    const networkId = await network();
    await post(`/networks/${networkId}/pause`);
    await post(`/networks/${networkId}/memories`, { type: 'decision', content: 'We sell the mill' });
    await submit(networkId);
    await good(mesh.call('DELETE', `/networks/${networkId}`, undefined));
    const erased = await mesh.keyOf({ role: 'user', user_id: 'grace' });
    await good(mesh.get('/networks', erased));
    await post('/security/erasure', { user_id: 'grace' });
  }

  /** What has no end yet when the keys are looked at: an answer that does not come, a step that waits for one, an upload whose rest is missing. */
  async function underWay(networkId: string): Promise<void> {
    models.behave(hang);
    const slow = await network({ agents: [{ name: 'Slow', type: 'writer', description: 'Writes.', model: SLOW_MODEL }] });
    for (let held = 0; held < 2; held += 1) {
      const arrived = models.arrival();
      await submit(slow, { workflow: { steps: [{ id: 'a', task: 'Do it', agent_type: 'writer' }] } });
      await arrived;
    }
    await submit(slow);
    const [cutOff, upload] = [startUpload(networkId), startUpload(networkId)];
    leaving.push(() => upload.destroy());
    const uploads = async () => (await redis.keys('*:dataset-upload:*')).length;
    await eventually('the first blocks', async () => (await uploads()) === 2);
    cutOff.destroy();
    await eventually('the end of one', async () => (await uploads()) === 1);
  }

  /** An upload of which one block has come. */
  function startUpload(networkId: string): ClientRequest {
    const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/x-ndjson', 'Transfer-Encoding': 'chunked' };
    const upload = httpRequest(`${mesh.url}/api/mesh/networks/${networkId}/datasets`, { method: 'POST', headers });
    upload.on('error', () => undefined).write('{"a":1}\n'.repeat(BLOCK_ROWS + 1));
    return upload;
  }

  /** All that there is now, but what goes while it is looked at. */
  async function everyKey(): Promise<FoundKey[]> {
    const found: FoundKey[] = [];
    for await (const names of redis.scanStream({ count: 1_000 }) as AsyncIterable<string[]>) {
      for (const key of names) {
        const [ttlMs, type] = await Promise.all([redis.pttl(key), redis.type(key)]);
        if (ttlMs !== -2) found.push({ key, type, ttlMs });
      }
    }
    return found;
  }

  /** What of `found` there is to complain of, each with the advice. */
  const complaints = (found: readonly FoundKey[], advice: string) => found.map(({ key, type }) => `${key} (${type}): ${advice}`);
  const kept = () => keys.filter(({ ttlMs }) => ttlMs === -1);

  it('expires, or is one of those that are kept for a reason', () => {
    const entriesOf = ({ key }: FoundKey) => KEPT_KEYS.filter((entry) => isKeptAs(key, entry));
    const unknown = kept().filter((found) => entriesOf(found).length === 0);
    const advice = 'give it a TTL where it is written, or name what bounds it in test/kept-keys.ts and docs/retention.md';
    expect(complaints(unknown, advice)).toEqual([]);
    const twice = kept().filter((found) => entriesOf(found).length > 1);
    expect(complaints(twice, 'two entries of test/kept-keys.ts name it: make them exact')).toEqual([]);
  });

  it('that may be kept is there, or the list is longer than it needs to be', () => {
    const unseen = KEPT_KEYS.filter((entry) => !kept().some(({ key }) => isKeptAs(key, entry)));
    expect(unseen.map(({ what }) => `${what}: take it off test/kept-keys.ts, or make one in this test`)).toEqual([]);
  });

  it('does not outlive what it belongs to', () => {
    const ending = keys.filter(({ ttlMs }) => ttlMs > 0);
    const left = kept().filter(({ key }) => ending.some((owner) => key.startsWith(`${owner.key}:`)));
    expect(complaints(left, 'it is kept for ever, and what its name begins with is not')).toEqual([]);
  });

  it('goes within the longest time that a tenant may choose', () => {
    const mayTakeMs = (key: string) => {
      const longer = key.includes(':audit:') ? LONGER_DAYS.audit : key.includes(':mem:') ? LONGER_DAYS.memory : LONGER_DAYS.others;
      return (LONGEST_DAYS + longer) * DAY_MS;
    };
    expect(
      complaints(
        keys.filter(({ key, ttlMs }) => ttlMs > mayTakeMs(key)),
        'its TTL is longer than any period: shorten it',
      ),
    ).toEqual([]);
    expect(keys.filter(({ ttlMs }) => ttlMs > (LONGEST_DAYS - 1) * DAY_MS).length).toBeGreaterThan(0);
  });

  it('carries its tenant, or is one of the few of the mesh itself', () => {
    const tags = tenants.flatMap((tenant) => [`mesh:{${tenant}}:`, `mesh:{${tenant}:network_`, `mesh:{slot:${tenantSlot(tenant)}}:`]);
    const strange = keys.filter(
      ({ key }) => !tags.some((tag) => key.startsWith(tag)) && !KEYS_OF_THE_MESH.some((name) => isNamed(key, name)),
    );
    expect(complaints(strange, 'name it by networkKey, tenantKey or slotKey, or add it to KEYS_OF_THE_MESH in test/kept-keys.ts')).toEqual(
      [],
    );
  });

  it('that is kept stands in the guide to retention', () => {
    const guide = readFileSync(join(__dirname, '../../docs/retention.md'), 'utf8').replace(/ +\|/g, ' |');
    expect(KEPT_KEYS.map(rowOf).filter((row) => !guide.includes(row))).toEqual([]);
  });
});
