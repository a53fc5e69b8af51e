import { Global, Module } from '@nestjs/common';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { METRIC } from '../observability';
import { RedisClient } from './redis.client';
import { RedisConfig } from './redis.config';

/** One client per process, shared by all modules; they are made once it has connected. */
@Global()
@Module({
  providers: [
    {
      provide: RedisClient,
      inject: [RedisConfig, getToken(METRIC.redisUp)],
      useFactory: async (config: RedisConfig, up: Gauge) => {
        const client = new RedisClient(config, up);
        await client.connect();
        return client;
      },
    },
  ],
  exports: [RedisClient],
})
export class RedisModule {}
