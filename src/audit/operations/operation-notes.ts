import { Injectable, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Operations, RequiredScopes, type OpenOperation, type OperationWitness } from '../../security';
import { AuditLog } from '../log/audit-log';
import type { OpenNote } from '../log/open-operations';
import { PROCESS_ID } from '../log/process-id';
import { aboutMessage, aboutRequest } from './about';
import { newEventId } from './event-of';

/** Where the id of the event that an operation will be told by waits for its end. */
export interface Noted {
  auditEventId?: string;
}

/** Notes, with the admission of every request or message that may change something, what is about to be done; without a log nothing is. */
@Injectable()
export class OperationNotes implements OnModuleInit, OperationWitness {
  private readonly scopes: RequiredScopes;

  constructor(
    reflector: Reflector,
    private readonly operations: Operations,
    private readonly log: AuditLog,
  ) {
    this.scopes = new RequiredScopes(reflector);
  }

  onModuleInit(): void {
    this.operations.register(this);
  }

  hears(tenantId: string): boolean {
    return !this.log.isDown(tenantId);
  }

  noteOf(context: ExecutionContext): OpenOperation | undefined {
    const isMessage = context.getType() === 'rpc';
    // Whoever only reads asks for a scope that says so.
    const onlyReads = this.scopes.of(context)?.endsWith(':read') ?? true;
    if (onlyReads && !isMessage) return undefined;
    const { action, resource } = isMessage ? aboutMessage(context) : aboutRequest(context);
    if (onlyReads) return undefined;
    const id = newEventId();
    const carrier = isMessage ? context.switchToRpc().getContext<Noted>() : context.switchToHttp().getRequest<Noted>();
    carrier.auditEventId = id;
    const note: OpenNote = { event: { id, atMs: Date.now(), action, resource }, process: PROCESS_ID };
    return { id, note: JSON.stringify(note) };
  }
}
