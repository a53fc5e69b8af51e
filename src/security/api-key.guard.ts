import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { MeshError } from '../errors';
import { PUBLIC_ROUTE } from '../observability';
import { Authenticator } from './authenticator';
import { authenticated } from './principal';

interface Headers {
  authorization?: string;
  'x-api-key'?: string;
}

/** Lets a request in when it carries a known API key, and leaves its principal on it. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(PUBLIC_ROUTE, [context.getHandler(), context.getClass()])) return true;
    const key = context.getType() === 'rpc' ? takeKey(context) : keyOf(context);
    if (key === undefined) {
      const detail = 'send your API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"; in a message as "api_key"';
      throw new MeshError('unauthenticated', 'api-key-missing', detail);
    }
    authenticated(context).principal = await this.authenticator.authenticate(key);
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
