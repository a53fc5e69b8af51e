import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { invalidField, MeshError } from '../../errors';
import { RedisClient, tenantKey } from '../../redis';
import { canonicalJson, sha256 } from './canonical-json';
import { creationOf, seededOf, type Creation } from './creation';

/** Metadata key of handlers that take an `Idempotency-Key`. */
export const IDEMPOTENT = 'idempotency:mode';
/** Seconds an answer is kept (API contract). */
const KEEP_SECONDS = 24 * 3600;
/** Seconds a request that never answered blocks its key, where its handler asks for no more. */
const RUNNING_SECONDS = 60;
const ACCEPTED_KEY = /^[\x21-\x7e]{1,255}$/;

type Mode = 'replay' | 'stream';

interface Idempotency {
  mode: Mode;
  runningSeconds: number;
}

/**
 * Marks a handler that creates: with an `Idempotency-Key` the same request gets the first answer again. A `stream` has no
 * answer to keep; there the seed alone sees to it that nothing is created twice. `runningSeconds` is the longest that the
 * handler may take: a repetition that arrives later would run again.
 */
export function Idempotent(mode: Mode = 'replay', runningSeconds = RUNNING_SECONDS): MethodDecorator {
  return applyDecorators(SetMetadata(IDEMPOTENT, { mode, runningSeconds } satisfies Idempotency), UseInterceptors(IdempotencyInterceptor));
}

/**
 * What ids of the things a request or a message creates are made from; undefined without an idempotency key. Should the first
 * attempt have created something and failed to say so, the second finds it under the same id.
 */
export const CreationSeed = createParamDecorator((_unused: unknown, context: ExecutionContext): string | undefined => {
  return seededOf(context).creationSeed;
});

interface Stored {
  bodyHash: string;
  /** Absent while the first request still runs. */
  answer?: { status: number; body: unknown };
}

interface Claim {
  key: string;
  bodyHash: string;
  runningSeconds: number;
}

/** What is stored as the status of a message's answer, which has none. */
const DONE = 200;

/** Answers a repeated creation with what the first one answered (24 h); the same key with another body is a 422. */
@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly redis: RedisClient,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const idempotency = this.reflector.get<Idempotency | undefined>(IDEMPOTENT, context.getHandler());
    if (idempotency === undefined) return next.handle();
    const creation = creationOf(context);
    const { idempotencyKey, field, operation, carrier } = creation;
    if (idempotencyKey === undefined || carrier.principal === undefined) return next.handle();
    if (typeof idempotencyKey !== 'string' || !ACCEPTED_KEY.test(idempotencyKey)) {
      throw invalidField(field, 'must be 1 to 255 visible ASCII characters');
    }

    const { tenantId } = carrier.principal;
    const place = sha256(`${operation} ${idempotencyKey}`);
    const bodyHash = sha256(canonicalJson(creation.body));
    carrier.creationSeed = `${tenantId} ${place} ${bodyHash}`;
    if (idempotency.mode === 'stream') return next.handle();
    return from(this.once({ key: tenantKey(tenantId, 'idempotency', place), bodyHash, ...idempotency }, next, creation));
  }

  private async once({ key, bodyHash, runningSeconds }: Claim, next: CallHandler, { field, reply }: Creation): Promise<unknown> {
    const first = await this.redis.run((r) => r.set(key, JSON.stringify({ bodyHash } satisfies Stored), 'EX', runningSeconds, 'NX'));
    if (first === null) {
      const answer = await this.earlierAnswer(key, bodyHash, field);
      reply?.code(answer.status);
      reply?.header('Idempotency-Replayed', 'true');
      return answer.body;
    }
    try {
      const body: unknown = await lastValueFrom(next.handle());
      const stored: Stored = { bodyHash, answer: { status: reply?.statusCode ?? DONE, body } };
      await this.redis.run((r) => r.set(key, JSON.stringify(stored), 'EX', KEEP_SECONDS));
      return body;
    } catch (error) {
      await this.redis.run((r) => r.del(key)).catch(() => undefined);
      throw error;
    }
  }

  private async earlierAnswer(key: string, bodyHash: string, field: Creation['field']): Promise<{ status: number; body: unknown }> {
    const text = await this.redis.run((r) => r.get(key));
    const stored = text === null ? undefined : (JSON.parse(text) as Stored);
    if (stored !== undefined && stored.bodyHash !== bodyHash) {
      throw new MeshError('invalid', 'idempotency-key-reused', `this ${field} was used with another body`, {
        errors: [{ field, message: 'was used with another body' }],
      });
    }
    if (stored?.answer === undefined) {
      throw new MeshError('conflict', 'idempotency-in-progress', `the first request with this ${field} still runs`, {
        retryable: true,
      });
    }
    return stored.answer;
  }
}
