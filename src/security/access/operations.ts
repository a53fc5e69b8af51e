import { Injectable, type ExecutionContext } from '@nestjs/common';
import { auditUnavailable } from '../keys/key-refusal';
import type { OpenOperation } from '../keys/key-admission';

/** The audit, as the guard of keys knows it. */
export interface OperationWitness {
  /** What is to be noted of an operation before it is let in; undefined for one that changes nothing. */
  noteOf(context: ExecutionContext): OpenOperation | undefined;
  /** Whether what is done for a tenant can be written down. */
  hears(tenantId: string): boolean;
}

/** Where the audit says what it wants to know of operations before they are let in; the admission writes it in the same call. */
@Injectable()
export class Operations {
  private witness?: OperationWitness;

  /** One only: the audit. */
  register(witness: OperationWitness): void {
    this.witness = witness;
  }

  noteOf(context: ExecutionContext): OpenOperation | undefined {
    return this.witness?.noteOf(context);
  }

  /** @throws MeshError 503 `audit-unavailable`. */
  assertHeard(tenantId: string): void {
    if (this.witness?.hears(tenantId) === false) throw auditUnavailable();
  }
}
