import { Controller, Get, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigModule, loadConfig, ServerConfig } from '../../src/config';
import { ProblemFilter } from '../../src/errors';
import { ObservabilityConfig, ObservabilityModule } from '../../src/observability';
import { RedisConfig, RedisModule } from '../../src/redis';
import { AnswersWithoutRedis, CurrentPrincipal, RequireScope, SecurityConfig, SecurityModule, type Principal } from '../../src/security';
import { RedisServer } from '../redis-server';

const PEPPER = 'p'.repeat(32);
const BOOTSTRAP_KEY = 'an operator chose this';

@Controller()
class Answering {
  @Get('needs')
  @RequireScope('health:read')
  needs(@CurrentPrincipal() { keyId }: Principal) {
    return { keyId };
  }

  @Get('answers')
  @AnswersWithoutRedis()
  @RequireScope('health:read')
  answers(@CurrentPrincipal() { keyId }: Principal) {
    return { keyId };
  }
}

describe('a handler that answers without Redis', () => {
  let server: RedisServer;
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    server = await RedisServer.start();
    const config = loadConfig([ServerConfig, ObservabilityConfig, RedisConfig, SecurityConfig], {
      LOG_LEVEL: 'silent',
      REDIS_URL: server.url,
      MESH_KEY_PEPPER: PEPPER,
      MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
    });
    @Module({
      imports: [ConfigModule.forRoot(config), ObservabilityModule, RedisModule, SecurityModule],
      controllers: [Answering],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    })
    class Service {}
    app = await NestFactory.create<NestFastifyApplication>(Service, new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await server.remove();
  });

  const newKey = async (limit?: object): Promise<string> => {
    const made = await fetch(`${url}/security/api-keys`, {
      method: 'POST',
      headers: { 'X-API-Key': BOOTSTRAP_KEY, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'seen', user_id: 'u', role: 'user', rate_limit: limit }),
    });
    return ((await made.json()) as { api_key: string }).api_key;
  };
  const get = (path: string, key: string) => fetch(`${url}/${path}`, { headers: { 'X-API-Key': key }, signal: AbortSignal.timeout(5_000) });
  const statusOf = async (path: string, key: string): Promise<number> => (await get(path, key)).status;
  const untilBack = async (): Promise<void> => {
    while ((await statusOf('needs', BOOTSTRAP_KEY)) === 503) await new Promise(setImmediate);
  };

  describe.each([
    ['was killed', () => server.down(), () => server.up()],
    ['stands still', async () => server.freeze(), async () => server.thaw()],
  ])('while Redis %s', (_how, away, back) => {
    it('lets in the keys that Redis confirmed before, and the bootstrap key; every other key and handler gets 503', async () => {
      const [seen, unseen] = [await newKey(), await newKey()];
      expect(await statusOf('needs', seen)).toBe(200);
      await away();
      try {
        // Whose checksum is wrong is refused without Redis.
        const wrong = seen.slice(0, -1) + (seen.endsWith('x') ? 'y' : 'x');
        const answers = [seen, BOOTSTRAP_KEY, unseen, wrong, `${BOOTSTRAP_KEY}!`].map((key) => statusOf('answers', key));
        expect(await Promise.all(answers)).toEqual([200, 200, 503, 401, 401]);
        expect(await Promise.all([seen, BOOTSTRAP_KEY].map((key) => statusOf('needs', key)))).toEqual([503, 503]);
        expect(await (await get('answers', seen)).json()).toEqual({ keyId: `key_${seen.split('_')[2] as string}` });
      } finally {
        await back();
        await untilBack();
      }
      expect(await Promise.all([seen, unseen].map((key) => statusOf('answers', key)))).toEqual([200, 200]);
    });

    it('goes on counting a limited key in this process', async () => {
      const key = await newKey({ requests_per_minute: 3 });
      expect(await statusOf('answers', key)).toBe(200);
      await away();
      try {
        const answers = [await get('answers', key), await get('answers', key), await get('answers', key)];
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
        expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0']);
      } finally {
        await back();
        await untilBack();
      }
    });
  });
});
