import { Injectable } from '@nestjs/common';
import { KeysService } from '../../../security';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';

/** The API keys of a person: revoked, and nobody's from then on. First, so that nothing new comes. */
@Injectable()
export class ApiKeysEraser implements PersonEraser {
  readonly type = 'api_keys';

  constructor(private readonly keys: KeysService) {}

  async *read({ tenantId, userId }: Person): AsyncGenerator<PersonalRecord> {
    for await (const { keyId, name, role, createdAtMs } of this.keys.ofUser(tenantId, userId))
      yield { type: 'api_key', key_id: keyId, name, role, created_at: new Date(createdAtMs).toISOString() };
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const record of this.keys.ofUser(tenantId, userId)) {
      signal.throwIfAborted();
      await this.keys.forgetUser(record);
      erased += 1;
    }
    return erased;
  }

  async remaining(person: Person): Promise<number> {
    return countOf(this.read(person));
  }
}
