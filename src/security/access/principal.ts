import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { MeshError } from '../../errors';
import type { KeyWatch } from '../keys/key-watch';
import type { Grants } from './grants';
import type { Role } from './roles';

/** Who makes a request: the key, whose it is and the tenant that everything it touches belongs to. */
export interface Principal {
  keyId: string;
  tenantId: string;
  userId: string;
  role: Role;
  /** What the key may do; its role and the scopes it was narrowed to. */
  grants: Grants;
  /** The HTTP request or the Redis message it makes now; joins what is logged on its behalf. */
  requestId?: string;
  /** Turns a minute of this key for tasks and tokens; without one the key itself is not limited, its tenant may be. */
  tasksPerMinute?: number;
  tokensPerMinute?: number;
  /** When its key ends by itself, in ms since 1970. */
  expiresAtMs?: number;
}

/** Where the guard leaves the principal on a request. */
export interface Authenticated {
  principal?: Principal;
  /** For what outlives the moment in which it was let in. */
  keyWatch?: KeyWatch;
  /** What a key that was refused named, as far as it is known. */
  refused?: { keyId: string | undefined; tenantId: string | undefined };
}

/** What carries the principal: the HTTP request, or the context of a Redis message. */
export function authenticated(context: ExecutionContext): Authenticated {
  return context.getType() === 'rpc'
    ? context.switchToRpc().getContext<Authenticated>()
    : context.switchToHttp().getRequest<Authenticated>();
}

/** Injects the `Principal` of the request into a handler. */
export const CurrentPrincipal = createParamDecorator((_unused: unknown, context: ExecutionContext): Principal => {
  const { principal } = authenticated(context);
  if (!principal) throw new MeshError('internal', 'principal-missing', 'this route runs without the API-key guard');
  return principal;
});
