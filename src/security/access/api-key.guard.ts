import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { MeshError } from '../../errors';
import { PUBLIC_ROUTE } from '../../observability';
import { assertTimeout, type MessageContext } from '../../redis';
import { isWithin } from '../keys/addresses';
import { Authenticator } from '../keys/authenticator';
import { untilEven } from '../keys/even-refusals';
import { KeyWatch } from '../keys/key-watch';
import { KeyRefusal } from '../keys/key-refusal';
import type { AdmittedKey, OpenOperation } from '../keys/key-admission';
import { Pepper } from '../keys/pepper';
import { FailedAttempts, isGuess } from '../limits/failed-attempts';
import { rateLimited, rateLimitHeaders } from '../limits/turn';
import { ANSWERS_WITHOUT_REDIS } from './answers-without-redis.decorator';
import { noteInputsOf } from './brought-by';
import { credentialOf, type ShowingRequest } from './credential';
import { Declared } from './declared';
import { Operations } from './operations';
import { authenticated } from './principal';
import { principalOf } from './principal-of';

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
    private readonly operations: Operations,
    private readonly keyWatch: KeyWatch,
    private readonly failedAttempts: FailedAttempts,
    private readonly pepper: Pepper,
  ) {
    this.isPublic = new Declared(reflector, PUBLIC_ROUTE);
    this.withoutRedis = new Declared(reflector, ANSWERS_WITHOUT_REDIS);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.isPublic.of(context) === true) return true;
    const isMessage = context.getType() === 'rpc';
    const needsRedis = this.withoutRedis.of(context) !== true;
    // What needs no Redis goes on without a log, too: its event waits in this process.
    const operation = needsRedis ? this.operations.noteOf(context) : undefined;
    const { record, turn } = await this.admitted(context, operation);
    const request: Pick<ShowingRequest, 'id' | 'ip'> = isMessage
      ? { id: context.switchToRpc().getContext<MessageContext>().requestId }
      : context.switchToHttp().getRequest<ShowingRequest>();
    // Whoever is refused from here on is known to the audit.
    const carrier = authenticated(context);
    carrier.principal = principalOf(record, request.id);
    carrier.keyWatch = this.keyWatch;
    noteInputsOf(context, record.tenantId);
    if (operation !== undefined) this.operations.assertHeard(record.tenantId);
    if (record.cidrs !== undefined && !isWithin(request.ip ?? '', record.cidrs)) {
      throw new MeshError('forbidden', 'address-not-allowed', 'this API key may not be used from this address');
    }
    if (turn !== undefined) {
      if (!isMessage) context.switchToHttp().getResponse<Reply>().headers(rateLimitHeaders(turn));
      if (turn.waitMs > 0) throw rateLimited(turn);
    }
    if (isMessage) assertTimeout(context.switchToRpc().getContext<MessageContext>().envelope);
    return true;
  }

  private async admitted(context: ExecutionContext, operation: OpenOperation | undefined): Promise<AdmittedKey> {
    const startedAtMs = performance.now();
    const ip = context.getType() === 'rpc' ? undefined : context.switchToHttp().getRequest<ShowingRequest>().ip;
    if (ip !== undefined) this.failedAttempts.assertMayTry(ip);
    try {
      const credential = credentialOf(context, this.pepper.byId);
      return await this.authenticator.admit(credential, { withoutRedis: this.withoutRedis.of(context) === true, operation });
    } catch (error) {
      if (error instanceof KeyRefusal) authenticated(context).refused = { keyId: error.keyId, tenantId: error.tenantId };
      if (ip !== undefined && isGuess(error)) void this.failedAttempts.note(ip);
      if (error instanceof MeshError && error.kind === 'unauthenticated') await untilEven(startedAtMs);
      throw error;
    }
  }
}
