import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Logger, Module, Post, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AgentsModule, ContentAgent } from '../../src/library/agents';
import { AuditManager, AuditModule } from '../../src/library/audit';
import { MemoryIndexingSystem, MemoryModule, MeshNetworks, SessionManager, SharedMesh } from '../../src/library/memory';
import { DataRetentionManager, RetentionModule } from '../../src/library/retention';
import { SecurityManager, SecurityModule } from '../../src/library/security';
import { freePort, RedisServer } from '../redis-server';

@Controller()
class OwnController {
  @Get('hello')
  hello() {
    return { hello: 'world' };
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}

@Module({})
class HostModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return { module: HostModule, imports, controllers: [OwnController] };
  }
}

/** An application of another team that imports parts of the mesh. */
async function host(...imports: DynamicModule[]): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(HostModule.with(...imports), new FastifyAdapter(), { abortOnError: false });
}

describe('an application that imports parts of the mesh', () => {
  let redis: RedisServer;
  let dataDir: string;
  const options = () => ({ redis: { url: redis.url }, dataDir, memory: { longTerm: 'off' as const } });

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
    dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
  });

  afterAll(async () => {
    Logger.overrideLogger(['log', 'error', 'warn']);
    await redis.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('gets no guard, pipe or route of theirs', async () => {
    const app = await host(SecurityModule.forRoot(options()), AuditModule.forRoot(options()), MemoryModule.forRoot(options()));
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const echoed = { any: ['body', '<script>'] };
    const headers = { 'Content-Type': 'application/json' };

    expect(await (await fetch(`${url}/hello`)).json()).toEqual({ hello: 'world' });
    expect(await (await fetch(`${url}/echo`, { method: 'POST', headers, body: JSON.stringify(echoed) })).json()).toEqual(echoed);
    for (const path of ['/networks', '/security/api-keys', '/security/audit-logs', '/metrics'])
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    await app.close();
  });

  it('shares one mesh between parts, with one database for all', async () => {
    const mesh = new SharedMesh({ redis: { url: redis.url }, dataDir });
    const parts = [MemoryModule.forRoot(mesh), AgentsModule.forRoot(mesh), RetentionModule.forRoot(mesh)];
    const app = await host(...parts);
    const { networkId } = await app.get(MeshNetworks).create({ name: 'Ours' });
    await app.get(MemoryIndexingSystem).indexMemory({ networkId, content: 'Our colour is green', importance: 0.9 });
    const { summary } = await app.get(ContentAgent).processTask('Write a short email in our colour', { networkId });
    expect(summary).not.toBe('');
    expect(await app.get(DataRetentionManager).setPeriods({ long_term_memory: 30 })).toMatchObject({ long_term_memory: 30 });
    expect((await app.get(DataRetentionManager).sweep({ dryRun: true })).failures).toEqual({});
    expect(() => MemoryModule.forRoot(mesh)).toThrow('open already');
    await app.close();

    const again = await host(...parts);
    expect(await again.get(MeshNetworks).get(networkId)).toMatchObject({ name: 'Ours' });
    expect((await again.get(DataRetentionManager).sweep({ dryRun: true })).failures).toEqual({});
    await again.close();
  });

  it('keeps the memories of two tenants apart in one process', async () => {
    const [one, other] = await Promise.all(['one', 'other'].map((tenantId) => host(MemoryModule.forRoot({ ...options(), tenantId }))));
    const { networkId } = await one!.get(MeshNetworks).create({ name: 'Ours' });
    await one!.get(MemoryIndexingSystem).indexMemory({ networkId, content: 'The launch is on Friday' });

    const ours = { networkId, query: 'when is the launch?' };
    expect(await one!.get(MemoryIndexingSystem).search(ours)).toHaveLength(1);
    await expect(other!.get(MemoryIndexingSystem).search(ours)).rejects.toMatchObject({ code: 'network-not-found' });
    await Promise.all([one!.close(), other!.close()]);
  });

  it('makes keys for its own tenant only', async () => {
    const app = await host(SecurityModule.forRoot({ ...options(), tenantId: 'shop' }));
    const made = await app.get(SecurityManager).createApiKey({ name: 'till', userId: 'ann', role: 'viewer' });
    expect(made.tenantId).toBe('shop');
    expect(await app.get(SecurityManager).verifyApiKey(made.key)).toMatchObject({ keyId: made.keyId, tenantId: 'shop', role: 'viewer' });
    await app.close();
  });

  it('is told by name of every option that is not good, and never its value', async () => {
    const faulty = { redis: { url: 'secret://x' }, security: { keyPepper: 'secret' }, models: { nonsense: 1 } };
    const failure: unknown = await host(SecurityModule.forRoot(faulty as object)).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/redis\.url[^]*security\.keyPepper|security\.keyPepper[^]*redis\.url/);
    expect(String(failure)).toContain('models.nonsense: is no setting');
    expect(String(failure)).not.toContain('secret:');
    await expect(host(SecurityModule.forRoot({ redsi: {} } as object))).rejects.toThrow('redsi: no such option');
    await expect(host(SecurityModule.forRoot({ tenantId: 'a b' }))).rejects.toThrow('tenantId');
  });

  it('does not start where there is no Redis, and says so', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await expect(host(AuditModule.forRoot({ redis: { url }, dataDir }))).rejects.toThrow(/redis/i);
  });

  it('gets an error that names the argument at fault', async () => {
    const app = await host(MemoryModule.forRoot(options()), AuditModule.forRoot(options()));
    const memory = app.get(MemoryIndexingSystem);
    const { networkId } = await app.get(MeshNetworks).create({ name: 'Ours' });
    const fault = (field: string) => ({ kind: 'invalid', errors: [expect.objectContaining({ field })] });

    await expect(memory.indexMemory({ networkId: 'nowhere', content: 'x' })).rejects.toMatchObject(fault('networkId'));
    await expect(memory.indexMemory({ networkId, content: ' ' })).rejects.toMatchObject(fault('content'));
    await expect(memory.indexMemory({ networkId, content: 'x', importance: 2 })).rejects.toMatchObject(fault('importance'));
    await expect(memory.search({ networkId, query: 'x', limit: 0 })).rejects.toMatchObject(fault('limit'));
    await expect(app.get(SessionManager).createSession({ networkId, userId: '' })).rejects.toMatchObject(fault('userId'));
    await expect(app.get(AuditManager).append({ action: '', resource: { kind: 'x' } })).rejects.toMatchObject(fault('action'));
    await app.close();
  });
});
