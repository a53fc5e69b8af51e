import { MeshError } from '../../errors';
import type { RefusedKey } from './key-admission';

type Reason = Exclude<RefusedKey['why'], 'unrecordable'> | 'malformed' | 'truncated' | 'foreign-environment';

/** Who guesses at secrets is not told whether there is such a key. */
const REFUSALS: Record<Reason, readonly [code: string, detail: string]> = {
  malformed: ['api-key-malformed', 'this is not an API key of AI Mesh, or a character of it was mistyped'],
  truncated: ['api-key-truncated', 'the end of this API key is missing'],
  'foreign-environment': ['api-key-foreign-environment', 'this API key belongs to another environment'],
  unknown: ['api-key-unknown', 'this API key is not known here'],
  mismatch: ['api-key-unknown', 'this API key is not known here'],
  revoked: ['api-key-revoked', 'this API key was revoked'],
  expired: ['api-key-expired', 'this API key has expired'],
  unsigned: ['signature-missing', 'requests with this API key must be signed'],
  replayed: ['signature-replayed', 'this nonce was used before'],
};

/** Why a key is not admitted. */
export function refusalOf({ why, tenantId }: RefusedKey, keyId: string): MeshError {
  return why === 'unrecordable' ? auditUnavailable() : new KeyRefusal(why, keyId, tenantId);
}

/** The 503 of what would change something while the audit log cannot be written. */
export function auditUnavailable(): MeshError {
  return new MeshError('unavailable', 'audit-unavailable', 'the audit log cannot be written now, so nothing is changed');
}

/** A 401: why a key does not hold, and which key it named, as far as that is known. */
export class KeyRefusal extends MeshError {
  constructor(
    reason: Reason,
    readonly keyId?: string,
    readonly tenantId?: string,
  ) {
    const [code, detail] = REFUSALS[reason];
    super('unauthenticated', code, detail);
  }
}
