import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { MeshError } from '../../errors';
import { RedisClient } from '../../redis';
import { tell } from './answers';
import type { Counted } from './key-rates';
import { KeyRates } from './key-rates';
import { batchRefused, tasksRefused } from './refusals';
import { StreamLeases, type StreamLease } from './stream-leases';
import { TenantLimits } from './tenant-limits';
import { TokenRates } from './token-rates';
import { rateLimited } from './turn';

/** What a key and its tenant may do besides making requests, counted over all replicas. Where nothing is limited each is one cheap call at most. */
@Injectable()
export class MeshLimits implements OnModuleDestroy {
  private readonly rates: KeyRates;
  private readonly tokens: TokenRates;
  private readonly streams: StreamLeases;

  constructor(
    redis: RedisClient,
    private readonly limits: TenantLimits,
  ) {
    this.rates = new KeyRates(redis, limits);
    this.tokens = new TokenRates(this.rates);
    this.streams = new StreamLeases(redis, limits);
  }

  onModuleDestroy(): void {
    this.streams.stop();
  }

  /** For what is asked on a connection that is open already, as a request would. @throws MeshError 429 `rate-limited`; 503. */
  async takeRequest(counted: Counted): Promise<void> {
    const turn = await this.rates.takeRequest(counted);
    if (turn !== undefined && turn.waitMs > 0) throw rateLimited(turn);
  }

  /**
   * Takes a turn for each of `count` tasks, or none.
   * @throws MeshError 429 `tasks-rate-limited`; 422 `tasks-exceed-rate` for more than a whole minute allows; 503.
   */
  async takeTasks(counted: Counted, count: number): Promise<void> {
    if (count === 0) return;
    const turn = await this.rates.takeTasks(counted, count);
    if (turn === undefined) return;
    tell(counted, turn);
    if (turn.waitMs > 0) throw tasksRefused(turn, count);
  }

  /** Before a model is asked. @throws MeshError 429 `tokens-rate-limited` while the key or its tenant has used more than it may. */
  assertTokens(counted: Counted): Promise<void> {
    return this.tokens.assert(counted);
  }

  /** After it has answered: `count` tokens, of question and answer. Never rejects. */
  chargeTokens(counted: Counted, count: number): Promise<void> {
    return this.tokens.charge(counted, count);
  }

  /** @throws MeshError 422 `batch-too-large`. While Redis is away the limit that was last seen holds. */
  async assertBatch({ tenantId }: Counted, items: number): Promise<void> {
    const limits = await this.limits.of(tenantId).catch((error: unknown) => {
      if (error instanceof MeshError && error.kind === 'unavailable') return this.limits.recent(tenantId);
      throw error;
    });
    if (items > (limits.batch_items ?? Infinity)) throw batchRefused(items, limits.batch_items as number);
  }

  /** Before a stream is opened. @throws MeshError 429 `streams-limited`. */
  holdStream(counted: Counted): Promise<StreamLease> {
    return this.streams.hold(counted);
  }

  /** Does `stream` while one more stream is held for it. @throws MeshError 429 `streams-limited`, before `stream` is begun. */
  async whileStreaming<T>(counted: Counted, stream: () => Promise<T>): Promise<T> {
    const lease = await this.holdStream(counted);
    try {
      return await stream();
    } finally {
      lease.release();
    }
  }
}
