import type { ExecutionContext } from '@nestjs/common';
import { MeshError } from '../../errors';
import type { Credential } from '../keys/authenticator';

/** The part of an HTTP request that says who makes it. */
export interface ShowingRequest {
  id?: string;
  ip?: string;
  headers: { authorization?: string; 'x-api-key'?: string };
}

/** What a request or a message shows to be let in. @throws MeshError 401 `api-key-missing`. */
export function credentialOf(context: ExecutionContext): Credential {
  const text = context.getType() === 'rpc' ? takeKey(context) : keyOf(context.switchToHttp().getRequest<ShowingRequest>());
  if (text === undefined) {
    const detail = 'send your API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"; in a message as "api_key"';
    throw new MeshError('unauthenticated', 'api-key-missing', detail);
  }
  return { kind: 'key', text };
}

function keyOf({ headers }: ShowingRequest): string | undefined {
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
