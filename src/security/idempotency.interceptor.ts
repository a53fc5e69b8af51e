import { createHash } from 'node:crypto';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type CustomDecorator,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { invalidField, MeshError } from '../errors';
import { RedisClient, tenantKey } from '../redis';
import type { Authenticated } from './principal';

const IDEMPOTENT = 'idempotency:on';
/** Seconds an answer is kept (API contract), and seconds a request that never answered blocks its key. */
const KEEP_SECONDS = 24 * 3600;
const RUNNING_SECONDS = 60;
const ACCEPTED_KEY = /^[\x21-\x7e]{1,255}$/;

/** Marks a handler that creates: with an `Idempotency-Key` the same request gets the first answer again. */
export function Idempotent(): CustomDecorator {
  return SetMetadata(IDEMPOTENT, true);
}

interface Stored {
  bodyHash: string;
  /** Absent while the first request still runs. */
  answer?: { status: number; body: unknown };
}

interface CreatingRequest extends Authenticated {
  headers: Record<string, string | undefined>;
  method: string;
  url: string;
  body: unknown;
}

/** Answers a repeated creation with what the first one answered (24 h); the same key with another body is a 422. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly redis: RedisClient,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler())) return next.handle();
    const request = context.switchToHttp().getRequest<CreatingRequest>();
    const reply = context
      .switchToHttp()
      .getResponse<{ statusCode: number; code(status: number): void; header(name: string, value: string): void }>();
    const idempotencyKey = request.headers['idempotency-key'];
    if (idempotencyKey === undefined || request.principal === undefined) return next.handle();
    if (!ACCEPTED_KEY.test(idempotencyKey)) throw invalidField('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');

    const place = sha256(`${request.method} ${request.url} ${idempotencyKey}`);
    const key = tenantKey(request.principal.tenantId, 'idempotency', place);
    const bodyHash = sha256(canonicalJson(request.body));
    return from(this.once(key, bodyHash, next, reply));
  }

  private async once(
    key: string,
    bodyHash: string,
    next: CallHandler,
    reply: { statusCode: number; code(status: number): void; header(name: string, value: string): void },
  ): Promise<unknown> {
    const first = await this.redis.run((r) => r.set(key, JSON.stringify({ bodyHash } satisfies Stored), 'EX', RUNNING_SECONDS, 'NX'));
    if (first === null) {
      const answer = await this.earlierAnswer(key, bodyHash);
      reply.code(answer.status);
      reply.header('Idempotency-Replayed', 'true');
      return answer.body;
    }
    try {
      const body: unknown = await lastValueFrom(next.handle());
      const stored: Stored = { bodyHash, answer: { status: reply.statusCode, body } };
      await this.redis.run((r) => r.set(key, JSON.stringify(stored), 'EX', KEEP_SECONDS));
      return body;
    } catch (error) {
      await this.redis.run((r) => r.del(key)).catch(() => undefined);
      throw error;
    }
  }

  private async earlierAnswer(key: string, bodyHash: string): Promise<{ status: number; body: unknown }> {
    const text = await this.redis.run((r) => r.get(key));
    const stored = text === null ? undefined : (JSON.parse(text) as Stored);
    if (stored !== undefined && stored.bodyHash !== bodyHash) {
      throw new MeshError('invalid', 'idempotency-key-reused', 'this Idempotency-Key was used with another body', {
        errors: [{ field: 'Idempotency-Key', message: 'was used with another body' }],
      });
    }
    if (stored?.answer === undefined) {
      throw new MeshError('conflict', 'idempotency-in-progress', 'the first request with this Idempotency-Key still runs', {
        retryable: true,
      });
    }
    return stored.answer;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** JSON with sorted keys, so that the order in which a client writes fields does not matter. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
