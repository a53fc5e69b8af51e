import { Global, Module } from '@nestjs/common';
import { RedisClient } from './redis.client';
import { RedisConfig } from './redis.config';
import { RedisMetrics } from './redis-metrics';

/** One client per process, shared by all modules; they are made once it has connected. */
@Global()
@Module({
  providers: [
    RedisMetrics,
    {
      provide: RedisClient,
      inject: [RedisConfig, RedisMetrics],
      useFactory: async (config: RedisConfig, metrics: RedisMetrics) => {
        const client = new RedisClient(config, metrics);
        await client.connect();
        return client;
      },
    },
  ],
  exports: [RedisClient],
})
export class RedisModule {}
