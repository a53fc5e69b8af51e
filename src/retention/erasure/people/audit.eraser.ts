import { Injectable } from '@nestjs/common';
import { AuditQuery, eventView, Subjects } from '../../../audit';
import type { Person, PersonalRecord, PersonEraser } from '../person-eraser';

const EVENTS_AT_ONCE = 100;

/** Who a person was in the audit log: its key is shredded, so that no record says so any more, and the chain stays whole. Last. */
@Injectable()
export class AuditEraser implements PersonEraser {
  readonly type = 'audit_subjects';

  constructor(
    private readonly subjects: Subjects,
    private readonly events: AuditQuery,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for (let cursor: string | undefined; ;) {
      signal.throwIfAborted();
      const page = await this.events.find(tenantId, { actor: userId }, { limit: EVENTS_AT_ONCE, ...(cursor !== undefined && { cursor }) });
      for (const record of page.records) yield { type: 'audit_event', ...eventView(record) };
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }

  async erase({ tenantId, userId }: Person): Promise<number> {
    return (await this.subjects.shred(tenantId, userId)) ? 1 : 0;
  }

  async remaining({ tenantId, userId }: Person): Promise<number> {
    return (await this.subjects.subjectOf(tenantId, userId)) === undefined ? 0 : 1;
  }
}
