import { ValidateBy } from 'class-validator';
import { Env } from '../config';

function IsRedisUrl(): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol);
  return ValidateBy({ name: 'isRedisUrl', validator: { validate, defaultMessage: () => 'must be a redis:// or rediss:// URL' } });
}

/** Which Redis holds the state of the mesh. */
export class RedisConfig {
  @Env('REDIS_URL')
  @IsRedisUrl()
  url: string = 'redis://127.0.0.1:6379';
}
