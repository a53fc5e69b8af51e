import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IndexCheck } from '../../src/memory/index/index-check';
import { IndexFaults } from '../../src/memory/index/index-faults';
import { IndexInspectionStore } from '../../src/memory/index/index-inspection.store';
import { IndexRepairStore } from '../../src/memory/index/index-repair.store';
import { IndexRewrite } from '../../src/memory/index/index-rewrite';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import { MemoryConfig } from '../../src/memory/memory.config';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import type { RedisClient } from '../../src/redis';
import { randomFrom } from '../random';
import { connectedClient } from '../redis/clients';
import { RedisServer } from '../redis-server';
import { ServiceProcess } from '../service-process';

/** A drill that failed is run again with the number that stands in its name. */
const SEED = Number(process.env.MESH_DRILL_SEED ?? Math.floor(Math.random() * 1e9));
const WRITES = 1_000;
const WRITERS = 8;
const KILLS = 4;
/** Milliseconds for a machine that has much else to do. */
const DEADLINE_MS = 90_000;

/** What must hold of a memory: what it says, or that it is gone; of what was under way when somebody died nothing is known. */
type Expected = { says: string } | 'deleted' | 'unknown';

/** Writes memories of its own, one after the other, and keeps the book of what was acknowledged. */
class Writer {
  readonly book = new Map<string, Expected>();

  constructor(
    private readonly name: string,
    private readonly networkId: string,
    private readonly random: () => number,
  ) {}

  /** One write; rejects when nobody answers. Resolves to whether it was acknowledged. */
  async write(service: ServiceProcess, turn: number): Promise<boolean> {
    const path = `/networks/${this.networkId}/memories`;
    const ids = [...this.book].filter(([, expected]) => expected !== 'deleted' && expected !== 'unknown').map(([id]) => id);
    const id = ids[Math.floor(this.random() * ids.length)];
    const kind = this.random();
    const text = this.text(turn);
    if (id === undefined || kind < 0.4) return this.added(await service.call('POST', path, this.memory(text)), [text]);
    if (kind < 0.55) {
      const texts = Array.from({ length: 5 }, (_unused, at) => `${this.text(turn)} ${at}`);
      return this.added(await service.call('POST', `${path}/batch`, { memories: texts.map((one) => this.memory(one)) }), texts);
    }
    if (kind < 0.65) return this.added(await service.call('POST', path, { ...this.memory(text), supersedes: id }), [text]);
    this.book.set(id, 'unknown');
    if (kind < 0.85) {
      const { status } = await service.call('PATCH', `${path}/${id}`, { content: text, metadata: { actor: `Patched ${turn % 5}` } });
      if (status === 200) this.book.set(id, { says: text });
      return status === 200;
    }
    const { status } = await service.call('DELETE', `${path}/${id}`);
    if (status === 204) this.book.set(id, 'deleted');
    return status === 204;
  }

  private added({ status, body }: { status: number; body: any }, texts: string[]): boolean {
    if (status !== 201) return false;
    const results = (body.results ?? [body]) as { memory_id: string; deduplicated: boolean }[];
    for (const [at, { memory_id, deduplicated }] of results.entries()) {
      this.book.set(memory_id, deduplicated ? 'unknown' : { says: texts[at] as string });
    }
    return true;
  }

  private memory(content: string): object {
    const importance = Math.round(this.random() * 10) / 10;
    return {
      content,
      type: this.random() < 0.5 ? 'fact' : 'context',
      importance,
      metadata: { actor: `Actor ${importance}`, caption: content.slice(0, 9) },
    };
  }

  private text(turn: number): string {
    const words = Array.from({ length: 6 + Math.floor(this.random() * 20) }, () => Math.floor(this.random() * 50_000).toString(36) + 'x');
    return `${this.name} ${turn} ${words.join(' ')}`;
  }
}

describe('writing while somebody dies', () => {
  let dataDir: string;
  let server: RedisServer;
  let redis: RedisClient;
  let services: ServiceProcess[];
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    server = await RedisServer.start('--appendfsync', 'everysec');
    const environment = { REDIS_URL: server.url, MESH_DATA_DIR: dataDir };
    services = [await ServiceProcess.start(environment)];
    // One for each death, and one that is left: starting them takes longer than all the writing.
    services.push(...(await Promise.all(Array.from({ length: KILLS }, () => ServiceProcess.start(environment)))));
    redis = await connectedClient(server);
  }, DEADLINE_MS);
  afterAll(async () => {
    redis.onApplicationShutdown();
    await Promise.all(services.map((service) => service.kill()));
    await server.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Writes from all writers; `dies` is called before some of them, chosen by the seed. Resolves to the network and all books. */
  async function write(random: () => number, writes: number, kills: number, dies: () => Promise<void>) {
    const network = (await services[0]?.call('POST', '/networks', { name: 'Drill' }))?.body;
    const networkId = network.network_id as string;
    const writers = Array.from({ length: WRITERS }, (_unused, at) => new Writer(`writer${at}`, networkId, random));
    const killedAt = new Set(Array.from({ length: kills }, (_unused, at) => Math.floor(((at + random()) * writes) / kills)));
    let [next, acknowledged] = [0, 0];
    let dying: Promise<void> = Promise.resolve();
    await Promise.all(
      writers.map(async (writer) => {
        while (next < writes) {
          const turn = next++;
          const isDeadly = killedAt.has(turn);
          const writing = writer.write(services[turn % services.length] as ServiceProcess, turn).catch(() => false);
          // While this write and those of the others are under way.
          if (isDeadly) dying = dying.then(dies).then(() => untilServed(networkId));
          if (await writing) acknowledged += 1;
          else await dying;
        }
      }),
    );
    await dying;
    // Of each death at most one write of each writer is lost, and here and there one before it is noticed.
    expect(acknowledged).toBeGreaterThan(writes - kills * WRITERS * 2);
    return { networkId, books: writers.flatMap(({ book }) => [...book]) };
  }

  async function untilServed(networkId: string): Promise<void> {
    for (const service of services) {
      while ((await service.call('GET', `/networks/${networkId}`).catch(() => undefined))?.status !== 200) await new Promise(setImmediate);
    }
  }

  async function expectWhole(networkId: string, books: [string, Expected][]): Promise<void> {
    const [key = ''] = await redis.run((r) => r.keys(`mesh:{*:${networkId}}:network`));
    const place = { tenantId: /\{(.+):network_/.exec(key)?.[1] ?? '', networkId };
    const index = new MemoryIndexStore(redis, new MemoryConfig());
    const faults = new IndexFaults();
    const inspection = new IndexInspectionStore(redis);
    const check = new IndexCheck(index, inspection, new IndexRepairStore(redis), new IndexRewrite(inspection));
    let memories = 0;
    for await (const step of check.steps(place, faults, { isDeep: true, mends: false })) memories += step.memories;
    expect({ counts: Object.fromEntries(faults.counts), examples: faults.examples }).toEqual({ counts: {}, examples: [] });

    const known = books.filter(([, expected]) => expected !== 'unknown');
    const found = await new WorkingMemoryStore(index).find(
      place,
      'id',
      known.map(([id]) => id),
    );
    const said = found.map((memory) => (memory === undefined ? 'deleted' : { says: memory.content }));
    expect(said).toEqual(known.map(([, expected]) => expected));
    expect(memories).toBeGreaterThanOrEqual(known.filter(([, expected]) => expected !== 'deleted').length);
  }

  it(
    `keeps every acknowledged write, and an index without a fault, when services are killed (MESH_DRILL_SEED=${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const { networkId, books } = await write(random, WRITES, KILLS, async () => {
        const [victim] = services.splice(Math.floor(random() * services.length), 1);
        await victim?.kill();
      });
      await expectWhole(networkId, books);
    },
    DEADLINE_MS,
  );

  it(
    `keeps them when Redis is killed, too (MESH_DRILL_SEED=${SEED})`,
    async () => {
      const { networkId, books } = await write(randomFrom(SEED + 1), WRITES, 2, async () => {
        await server.down();
        await server.up();
      });
      await expectWhole(networkId, books);
    },
    DEADLINE_MS,
  );
});
