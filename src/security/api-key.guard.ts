import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { MeshError } from '../errors';
import { PUBLIC_ROUTE } from '../observability';
import { Authenticator } from './authenticator';
import type { Authenticated } from './principal';

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
    const request = context.switchToHttp().getRequest<Authenticated & { headers: Headers }>();
    const key = apiKeyOf(request.headers);
    if (key === undefined) {
      const detail = 'send your API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"';
      throw new MeshError('unauthenticated', 'api-key-missing', detail);
    }
    request.principal = await this.authenticator.authenticate(key);
    return true;
  }
}

function apiKeyOf(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? headers['x-api-key'];
}
