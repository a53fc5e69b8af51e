import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { METRIC } from '../observability';
import type { RedisRole } from './connection-role';

const MS_PER_SECOND = 1_000;

/** Why a command got no answer: it was sent in vain, or it was not sent at all. */
export type Unanswered = 'deadline' | 'breaker' | 'disconnected' | 'queue-full';

/** What one connection is doing; `idle` has not been needed yet. */
export type ConnectionState = 'ready' | 'connecting' | 'idle' | 'closed';

/** Hears what becomes of the commands of one role. */
export interface CommandWatch {
  /** It was answered after `elapsedMs`. */
  answered(elapsedMs: number): void;
  unanswered(reason: Unanswered): void;
}

/** The state of a client when somebody looks. */
export interface RedisState {
  isUp: boolean;
  isBreakerOpen: boolean;
  connections: Iterable<readonly [RedisRole, ConnectionState]>;
}

/** What operators see of Redis: latency, pool, breaker, reconnects and what was refused. */
@Injectable()
export class RedisMetrics {
  constructor(
    @InjectMetric(METRIC.redisUp) private readonly up: Gauge,
    @InjectMetric(METRIC.redisCommandSeconds) private readonly seconds: Histogram<'role'>,
    @InjectMetric(METRIC.redisConnections) private readonly connections: Gauge<'role' | 'state'>,
    @InjectMetric(METRIC.redisBreakerOpen) private readonly breakerOpen: Gauge,
    @InjectMetric(METRIC.redisReconnects) private readonly reconnects: Counter<'role'>,
    @InjectMetric(METRIC.redisUnanswered) private readonly unanswered: Counter<'role' | 'reason'>,
  ) {}

  /** The series of one role, found once: every request observes several commands. */
  of(role: RedisRole): CommandWatch & { reconnected(): void } {
    const seconds = this.seconds.labels({ role });
    const reconnects = this.reconnects.labels({ role });
    reconnects.inc(0);
    return {
      answered: (elapsedMs) => seconds.observe(elapsedMs / MS_PER_SECOND),
      unanswered: (reason) => this.unanswered.inc({ role, reason }),
      reconnected: () => reconnects.inc(),
    };
  }

  /** Reads the state of the client whenever metrics are scraped. */
  watch(state: () => RedisState): void {
    Object.assign(this.up, { collect: () => this.up.set(state().isUp ? 1 : 0) });
    Object.assign(this.breakerOpen, { collect: () => this.breakerOpen.set(state().isBreakerOpen ? 1 : 0) });
    const collect = () => {
      this.connections.reset();
      for (const [role, connection] of state().connections) this.connections.inc({ role, state: connection });
    };
    Object.assign(this.connections, { collect });
  }
}
