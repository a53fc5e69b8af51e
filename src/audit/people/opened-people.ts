import { Injectable } from '@nestjs/common';
import { PersonalDataOpener } from '../export/audit-events';
import type { PersonalData, SealedEvent } from '../sealed-record';
import { Subjects } from './subjects';

/** Opens what names a person for exports: what is shredded names nobody. */
@Injectable()
export class OpenedPeople extends PersonalDataOpener {
  constructor(private readonly subjects: Subjects) {
    super();
  }

  async openAll(tenantId: string, events: readonly SealedEvent[]): Promise<(PersonalData | undefined)[]> {
    const opened = await this.subjects.open(tenantId, events);
    return opened.map((person) => (person === 'shredded' ? undefined : person));
  }
}
