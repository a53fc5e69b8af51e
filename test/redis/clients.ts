import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { RedisClient, RedisConfig, RedisMetrics } from '../../src/redis';

/** A connected client of the Redis at `url`, as one process of the service has; the test ends it. */
export async function connectedClient({ url, ...settings }: Pick<RedisConfig, 'url'> & Partial<RedisConfig>): Promise<RedisClient> {
  const client = new RedisClient(Object.assign(new RedisConfig(), { url, ...settings }), ownMetrics());
  await client.connect();
  return client;
}

/** Metrics that no other client counts in. */
export function ownMetrics(registry = new Registry()): RedisMetrics {
  const registers = [registry];
  return new RedisMetrics(
    new Gauge({ name: 'up', help: 'up', registers }),
    new Histogram({ name: 'seconds', help: 'seconds', labelNames: ['role'], registers }),
    new Gauge({ name: 'connections', help: 'connections', labelNames: ['role', 'state'], registers }),
    new Gauge({ name: 'breaker_open', help: 'breaker', registers }),
    new Counter({ name: 'reconnects', help: 'reconnects', labelNames: ['role'], registers }),
    new Counter({ name: 'unanswered', help: 'unanswered', labelNames: ['role', 'reason'], registers }),
  );
}
