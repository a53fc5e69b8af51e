import type { RedisOptions } from '@nestjs/microservices';

type ConnectionOptions = NonNullable<RedisOptions['options']>;

/** Milliseconds between tries to connect; a service goes on trying for as long as it lives. */
const RETRY_DELAY_MS = 500;

/** The options of Nest's Redis transport for `redis://user:password@host:port/database`, or `rediss://` with TLS. @throws TypeError for anything else. */
export function redisOptionsOf(redisUrl: string): ConnectionOptions {
  const url = URL.canParse(redisUrl) ? new URL(redisUrl) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || !/^\/?\d*$/.test(url.pathname))
    throw new TypeError('redisUrl must be redis://host:port or rediss://host:port');
  const database = url.pathname.slice(1);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    ...(database !== '' && { db: Number(database) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    retryAttempts: Number.MAX_SAFE_INTEGER,
    retryDelay: RETRY_DELAY_MS,
  };
}
