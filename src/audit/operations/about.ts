import type { ExecutionContext } from '@nestjs/common';
import type { MessageContext } from '../../redis';
import type { AuditResource } from '../audit-event';
import { actionOfMessage, knownActionOfRoute } from './action';
import { shortened } from './event-of';
import type { AuditedMessage } from './message-audit';

/** What is about to be done, and to what, as far as that can be told before. */
export interface About {
  action: string;
  resource: AuditResource;
}

/** What a request is about. */
export function aboutRequest(context: ExecutionContext): About {
  const {
    method,
    routeOptions,
    params = {},
  } = context.switchToHttp().getRequest<{
    method: string;
    routeOptions: { url?: string };
    params?: Record<string, string | undefined>;
  }>();
  const { name, kind, idParameter } = knownActionOfRoute(method, routeOptions.url ?? '/');
  return { action: name, resource: resourceOf(kind, idParameter === undefined ? undefined : params[idParameter], params.networkId) };
}

/** What a message is about; the part that its event needs at the end stays with its context. */
export function aboutMessage(context: ExecutionContext): About {
  const rpc = context.switchToRpc();
  const message = rpc.getContext<AuditedMessage & MessageContext>();
  const data = rpc.getData<Record<string, unknown> | null>() ?? {};
  const text = (name: string) => (typeof data[name] === 'string' ? shortened(data[name]) : undefined);
  const { name, kind } = actionOfMessage(message.pattern);
  const [id, networkId, sessionId] = [text('task_id') ?? text('memory_id') ?? text('agent_id'), text('network_id'), text('session_id')];
  message.about = {
    ...(id !== undefined && { id }),
    ...(networkId !== undefined && { networkId }),
    ...(sessionId !== undefined && { sessionId }),
  };
  return { action: name, resource: resourceOf(kind, id, networkId) };
}

function resourceOf(kind: string, id: string | undefined, networkId: string | undefined): AuditResource {
  return { kind, ...(id !== undefined && { id: shortened(id) }), ...(networkId !== undefined && { networkId: shortened(networkId) }) };
}
