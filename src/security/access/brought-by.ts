import type { ExecutionContext } from '@nestjs/common';

/** Body, query or message → tenant of its key. */
const tenants = new WeakMap<object, string>();

/** Remembers whose request it is with what the request brings: pipes are given only that. */
export function noteInputsOf(context: ExecutionContext, tenantId: string): void {
  const { body, query } =
    context.getType() === 'rpc' ? messageOf(context) : context.switchToHttp().getRequest<{ body?: unknown; query?: unknown }>();
  for (const input of [body, query]) if (typeof input === 'object' && input !== null) tenants.set(input, tenantId);
}

/** The tenant that a body, query or message came from; undefined on public routes. */
export function tenantOfInput(input: unknown): string | undefined {
  return typeof input === 'object' && input !== null ? tenants.get(input) : undefined;
}

function messageOf(context: ExecutionContext): { body?: unknown; query?: unknown } {
  return { body: context.switchToRpc().getData<unknown>() };
}
