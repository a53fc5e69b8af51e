import { randomUUID } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { MeshError } from '../../errors';
import { PUBLIC_ROUTE } from '../../observability';
import { ANSWERS_WITHOUT_REDIS } from './answers-without-redis.decorator';
import { Authenticator } from '../keys/authenticator';
import { Declared } from './declared';
import { Grants } from './grants';
import { authenticated } from './principal';
import { rateLimited, rateLimitHeaders } from '../limits/turn';

interface Headers {
  authorization?: string;
  'x-api-key'?: string;
}

interface Reply {
  headers(values: Record<string, string>): unknown;
}

/** Lets a request in when it carries a known API key that has a turn left, and leaves its principal on it. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly isPublic: Declared<boolean>;
  private readonly withoutRedis: Declared<boolean>;

  constructor(
    reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {
    this.isPublic = new Declared(reflector, PUBLIC_ROUTE);
    this.withoutRedis = new Declared(reflector, ANSWERS_WITHOUT_REDIS);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.isPublic.of(context) === true) return true;
    const isMessage = context.getType() === 'rpc';
    const key = isMessage ? takeKey(context) : keyOf(context);
    if (key === undefined) {
      const detail = 'send your API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"; in a message as "api_key"';
      throw new MeshError('unauthenticated', 'api-key-missing', detail);
    }
    const { record, turn } = await this.authenticator.admit(key, this.withoutRedis.of(context) === true);
    if (turn !== undefined) {
      if (!isMessage) context.switchToHttp().getResponse<Reply>().headers(rateLimitHeaders(turn));
      if (turn.waitMs > 0) throw rateLimited(turn);
    }
    const { keyId, tenantId, userId, role } = record;
    const { id: requestId } = isMessage ? { id: randomUUID() } : context.switchToHttp().getRequest<{ id?: string }>();
    authenticated(context).principal = {
      keyId,
      tenantId,
      userId,
      role,
      grants: Grants.of(role),
      ...(requestId === undefined ? {} : { requestId }),
    };
    return true;
  }
}

function keyOf(context: ExecutionContext): string | undefined {
  const { headers } = context.switchToHttp().getRequest<{ headers: Headers }>();
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? headers['x-api-key'];
}

/** Takes `api_key` out of a message, so that no handler, validator or log ever sees it. */
function takeKey(context: ExecutionContext): string | undefined {
  const message = context.switchToRpc().getData<{ api_key?: unknown } | null>();
  if (typeof message !== 'object' || message === null) return undefined;
  const key = message.api_key;
  delete message.api_key;
  return typeof key === 'string' ? key : undefined;
}
