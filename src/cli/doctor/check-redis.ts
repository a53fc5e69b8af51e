import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, type LoadedConfig } from '../../config';
import { MeshError } from '../../errors';
import { ObservabilityModule } from '../../observability';
import { RedisClient, RedisModule } from '../../redis';
import { clockFinding } from './clock';
import { bad, ok, reasonOf, warn, type Finding } from './finding';

const LEAST_VERSION = 7;

/** What the service has of Redis, and nothing else of it. */
@Module({})
class RedisOnlyModule {
  static forRoot(config: LoadedConfig): DynamicModule {
    return { module: RedisOnlyModule, imports: [ConfigModule.forRoot(config), ObservabilityModule, RedisModule] };
  }
}

/** Whether Redis answers, is new enough, forgets nothing that was stored, and what its clock says. */
export async function checkRedis(config: LoadedConfig): Promise<Finding[]> {
  try {
    const app = await NestFactory.createApplicationContext(RedisOnlyModule.forRoot(config), { logger: false, abortOnError: false });
    try {
      return await examined(app.get(RedisClient));
    } finally {
      await app.close();
    }
  } catch (error) {
    const says = error instanceof MeshError ? error.detail : reasonOf(error);
    return [bad('redis', says, 'start a Redis of version 7 or newer (docker run -p 6379:6379 redis:7), or set REDIS_URL')];
  }
}

async function examined(client: RedisClient): Promise<Finding[]> {
  const beforeMs = Date.now();
  const [seconds, microseconds] = await client.run((redis) => redis.time());
  const clock = clockFinding('clock of redis', Number(seconds) * 1_000 + Number(microseconds) / 1_000, beforeMs, Date.now());
  const info = await client.run((redis) => redis.info());
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const version = field('redis_version') ?? '0';
  if (Number(version.split('.')[0]) < LEAST_VERSION)
    return [bad('redis', `Redis ${version} is too old`, 'install version 7 or newer'), clock];
  return [ok('redis', `Redis ${version} answers`), ...keepsEverything(field), clock];
}

function keepsEverything(field: (name: string) => string | undefined): Finding[] {
  const policy = field('maxmemory_policy') ?? 'noeviction';
  const findings: Finding[] = [];
  if (policy !== 'noeviction' && field('maxmemory') !== '0')
    findings.push(bad('redis memory', `with ${policy} Redis forgets tasks when its memory is full`, 'set maxmemory-policy to noeviction'));
  if (field('aof_enabled') === '0')
    findings.push(warn('redis durability', 'a Redis that is restarted may have lost the last minutes', 'set appendonly to yes'));
  return findings;
}
