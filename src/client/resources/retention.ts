import type { RetentionController } from '../../retention/retention.controller';
import type { AnswerOf } from '../answer-of';
import type { CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** Days that each type of data is kept, or `forever`. */
export type RetentionPeriods = AnswerOf<RetentionController['get']>;

/** `/security/retention-policy`. */
export class RetentionApi {
  constructor(private readonly transport: Transport) {}

  get(options?: CallOptions): Promise<RetentionPeriods> {
    return this.transport.json({ method: 'GET', path: '/security/retention-policy', safety: 'repeat' }, options);
  }

  /** Puts a policy in the place of the one before; a type that is not named is kept as long as by default. */
  put(periods: Partial<RetentionPeriods>, options?: CallOptions): Promise<RetentionPeriods> {
    return this.transport.json({ method: 'PUT', path: '/security/retention-policy', body: periods, safety: 'repeat' }, options);
  }

  /** The last sweep, and the last that only counted. */
  sweeps(options?: CallOptions): Promise<AnswerOf<RetentionController['listSweeps']>> {
    return this.transport.json({ method: 'GET', path: '/security/retention-policy/sweeps', safety: 'repeat' }, options);
  }

  /** Asks for a sweep now, or for a count of what one would remove. */
  sweep(body: { dry_run?: boolean } = {}, options?: CallOptions): Promise<AnswerOf<RetentionController['sweep']>> {
    return this.transport.json({ method: 'POST', path: '/security/retention-policy/sweeps', body, safety: 'repeat' }, options);
  }
}
