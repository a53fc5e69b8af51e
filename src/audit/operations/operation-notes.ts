import { Injectable, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Operations, RequiredScopes, type OpenOperation, type OperationWitness } from '../../security';
import { AuditLog } from '../log/audit-log';
import { AuditProcess } from '../log/audit-process';
import type { OpenOperation as BegunOperation } from '../log/open-operations';
import { aboutMessage, aboutRequest } from './about';
import { newEventId, type Noted } from './event-of';

/** Notes, with the admission of every request or message that may change something, what is about to be done; without a log nothing is. */
@Injectable()
export class OperationNotes implements OnModuleInit, OperationWitness {
  private readonly scopes: RequiredScopes;

  constructor(
    reflector: Reflector,
    private readonly operations: Operations,
    private readonly log: AuditLog,
    private readonly process: AuditProcess,
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
    const note: BegunOperation = { event: { id, atMs: Date.now(), action, resource }, process: this.process.id };
    return { id, note: JSON.stringify(note) };
  }
}
