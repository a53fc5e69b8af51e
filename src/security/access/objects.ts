import type { ExecutionContext } from '@nestjs/common';
import { networkOf } from '../../redis';

type Named = Record<string, unknown> | null | undefined;

/** What a request is about, as far as a scope may name it: its network, and the type of an agent that is to be made. */
export function objectsOf(context: ExecutionContext): string[] {
  const named = context.getType() === 'rpc' ? namedByMessage(context) : namedByRequest(context);
  return named.filter((object) => typeof object === 'string');
}

function namedByRequest(context: ExecutionContext): unknown[] {
  const { params = {}, body } = context.switchToHttp().getRequest<{ params?: Record<string, string>; body: Named }>();
  const { networkId, taskId, batchId } = params;
  // The path decides where it names a network; what a body names counts only where the path names none.
  const network = networkId ?? networkOf(taskId ?? '') ?? networkOf(batchId ?? '') ?? body?.network_id;
  return [network, body?.type];
}

function namedByMessage(context: ExecutionContext): unknown[] {
  const message = context.switchToRpc().getData<Named>();
  const taskId = typeof message?.task_id === 'string' ? message.task_id : '';
  return [message?.network_id ?? networkOf(taskId), message?.type];
}
