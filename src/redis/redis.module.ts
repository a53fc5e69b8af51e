import { Global, Module } from '@nestjs/common';
import { RedisClient } from './redis.client';

/** One client per process, shared by all modules. */
@Global()
@Module({ providers: [RedisClient], exports: [RedisClient] })
export class RedisModule {}
