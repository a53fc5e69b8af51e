import { Matches } from 'class-validator';
import { Env } from '../config';

/** Which Redis holds the state of the mesh. */
export class RedisConfig {
  @Env('REDIS_URL')
  @Matches(/^rediss?:\/\/[^\s]+$/, { message: 'must be a redis:// or rediss:// URL' })
  url: string = 'redis://127.0.0.1:6379';
}
