import { Gauge, Registry } from 'prom-client';
import { RedisClient, RedisConfig } from '../../src/redis';
import type { RedisServer } from '../redis-server';

/** A connected client of `server`, as one process of the service has; the test ends it. */
export async function connectedClient(server: RedisServer): Promise<RedisClient> {
  const up = new Gauge({ name: 'up', help: 'up', registers: [new Registry()] });
  const client = new RedisClient(Object.assign(new RedisConfig(), { url: server.url }), up);
  await client.connect();
  return client;
}
