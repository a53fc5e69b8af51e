import { timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { tenantSlot } from '../../redis';
import { ROLE_SCOPES } from '../access/roles';
import { SecurityConfig } from '../security.config';
import { makeApiKey, newKeyId, parseApiKey, slotOfKey } from './api-key';
import type { KeyRecord } from './key-record';
import { Pepper } from './pepper';
import { readOrCreateSecret } from './secret-file';

/** The tenant of whoever runs the mesh. */
export const PLATFORM_TENANT = 'default';
/** Its id where its text names none: an operator may have chosen it freely. */
const FREELY_CHOSEN_ID = `key_${tenantSlot(PLATFORM_TENANT)}firstkey`;

/** The key everything begins with. It comes from outside Redis, so a Redis that has lost everything gets it again. */
@Injectable()
export class BootstrapKey {
  readonly record: KeyRecord;
  /** Where it was written; undefined when the configuration names it. */
  readonly file?: string;

  constructor(
    server: ServerConfig,
    { bootstrapKey, environment }: SecurityConfig,
    private readonly pepper: Pepper,
  ) {
    const path = join(server.dataDir, 'admin.key');
    if (bootstrapKey === undefined) this.file = path;
    const text = bootstrapKey ?? readOrCreateSecret(path, () => makeApiKey(newKeyId(PLATFORM_TENANT), environment));
    this.record = {
      ...pepper.digest(text),
      keyId: idIn(text),
      name: 'bootstrap admin',
      tenantId: PLATFORM_TENANT,
      userId: 'admin',
      role: 'admin',
      scopes: [...ROLE_SCOPES.admin, 'tenants:write'],
      version: pepper.digest(text).digest.slice(0, 16),
      generation: 1,
      createdAtMs: 0,
    };
  }

  /** Whether this is its text; takes as long for every other. */
  is(text: string): boolean {
    return timingSafeEqual(Buffer.from(this.pepper.digest(text).digest), Buffer.from(this.record.digest));
  }
}

/** An id of another slot does not count: what decides on the platform's requests lies in the slot of its tenant. */
function idIn(text: string): string {
  const parsed = parseApiKey(text);
  return typeof parsed === 'object' && slotOfKey(parsed.keyId) === tenantSlot(PLATFORM_TENANT) ? parsed.keyId : FREELY_CHOSEN_ID;
}
