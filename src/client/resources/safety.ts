import type { SanitizeContentDto } from '../../models/safety/dto/safety.dto';
import type { SafetyController } from '../../models/safety/safety.controller';
import type { AnswerOf } from '../answer-of';
import type { CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** What a text was found to be. */
export type SafetyVerdict = AnswerOf<SafetyController['check']>;
/** What a tenant lets pass. */
export type SafetyPolicy = AnswerOf<SafetyController['get']>;

/** `/safety`. */
export class SafetyApi {
  constructor(private readonly transport: Transport) {}

  /** A score for each category, and what was found where. */
  check(content: string, options?: CallOptions): Promise<SafetyVerdict> {
    return this.transport.json({ method: 'POST', path: '/safety/check', body: { content }, safety: 'repeat' }, options);
  }

  /** The text with `[TYPE]` in the place of personal data and secrets. */
  sanitize(body: SanitizeContentDto, options?: CallOptions): Promise<AnswerOf<SafetyController['sanitize']>> {
    return this.transport.json({ method: 'POST', path: '/safety/sanitize', body, safety: 'repeat' }, options);
  }

  policy(options?: CallOptions): Promise<SafetyPolicy> {
    return this.transport.json({ method: 'GET', path: '/safety/policy', safety: 'repeat' }, options);
  }

  /** Puts a policy in the place of the one before; what it does not name has its default. */
  setPolicy(policy: Partial<SafetyPolicy>, options?: CallOptions): Promise<SafetyPolicy> {
    return this.transport.json({ method: 'PUT', path: '/safety/policy', body: policy, safety: 'repeat' }, options);
  }
}
