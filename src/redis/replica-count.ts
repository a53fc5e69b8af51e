import type { RedisClient } from './redis.client';

/** Milliseconds for which a count is gone by. */
const FRESH_MS = 5_000;

/** How many replicas hear the messages of a channel. On a Cluster only those of the same node are known, which is as good as none. */
export class ReplicaCount {
  private count = 1;
  private nextLookMs = 0;

  constructor(private readonly redis: RedisClient) {}

  /** As it was a few seconds ago; 1 while nobody knows. */
  of(channel: string): number {
    if (Date.now() >= this.nextLookMs) void this.look(channel);
    return this.count;
  }

  private async look(channel: string): Promise<void> {
    this.nextLookMs = Date.now() + FRESH_MS;
    const reply = await this.redis.run((redis) => redis.pubsub('NUMSUB', channel)).catch(() => []);
    const count = Number(reply[1]);
    this.count = count >= 1 ? count : 1;
  }
}
