import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

/**
 * What decorators say of handlers, looked up once for each: to read them anew for every request costs more than what
 * the guards do with them.
 */
export class Declared<T> {
  private readonly known = new WeakMap<object, { controller: object; value: T | undefined }>();

  constructor(
    private readonly reflector: Reflector,
    private readonly key: string,
  ) {}

  /** The value on the handler, else on its controller; undefined for none. */
  of(context: ExecutionContext): T | undefined {
    const handler = context.getHandler();
    const controller = context.getClass();
    const known = this.known.get(handler);
    // Controllers that inherit a handler may declare something else.
    if (known?.controller === controller) return known.value;
    const value = this.reflector.getAllAndOverride<T | undefined>(this.key, [handler, controller]);
    this.known.set(handler, { controller, value });
    return value;
  }
}
