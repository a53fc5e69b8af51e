import { Authenticator, grantsOf, KeysService, ROLES, type KeyRecord, type Role } from '../../security';
import { invalidField } from '../../errors';
import { ownerOf, textOf, wholeNumberOf, type MeshParts } from '../mesh';

/** Whose a key is and what it may do. Nothing here lets anyone make a request. */
export interface ApiKeyFacts {
  keyId: string;
  name: string;
  tenantId: string;
  userId: string;
  role: Role;
  /** `resource:action`, each with its object where it is narrowed. */
  scopes: string[];
  /** Milliseconds since 1970. */
  expiresAtMs?: number;
}

/** A key with its text, which is told once and stored nowhere. */
export type NewApiKey = ApiKeyFacts & { key: string };

/** The API keys of the tenant: the same ones that the service lets in. */
export class SecurityManager {
  private readonly keys: KeysService;
  private readonly authenticator: Authenticator;

  constructor(private readonly parts: MeshParts) {
    this.keys = parts.get(KeysService);
    this.authenticator = parts.get(Authenticator);
  }

  /** @throws MeshError naming the field, `too-many-keys` */
  async createApiKey(asked: { name: string; userId: string; role: Role; scopes?: string[]; expiresAt?: Date }): Promise<NewApiKey> {
    if (!ROLES.includes(asked.role)) throw invalidField('role', `must be one of ${ROLES.join(', ')}`);
    const body = {
      ...{ name: textOf(asked.name, 'name', 200), user_id: textOf(asked.userId, 'userId', 128), role: asked.role },
      ...(asked.scopes === undefined ? {} : { scopes: asked.scopes }),
      ...(asked.expiresAt === undefined ? {} : { expires_at: asked.expiresAt.toISOString() }),
    };
    const { record, text } = await this.keys.create(ownerOf(this.parts), body);
    return { ...factsOf(record), key: text };
  }

  /** Whose a key is. @throws MeshError of kind `unauthenticated`, with a code for each reason; `rate-limited`; 503 while Redis is away */
  async verifyApiKey(key: string): Promise<ApiKeyFacts> {
    const { record } = await this.authenticator.admit({ kind: 'key', text: textOf(key, 'key', 1_000) }, { withoutRedis: false });
    return factsOf(record);
  }

  /** A new secret for a key; the old one holds for `graceSeconds` more (default 0, at most a week). @throws MeshError `key-not-found`, `key-revoked` */
  async rotateApiKey(keyId: string, graceSeconds = 0): Promise<NewApiKey> {
    const grace = wholeNumberOf(graceSeconds, 'graceSeconds', 0, 7 * 86_400);
    const { record, text } = await this.keys.rotate(ownerOf(this.parts), textOf(keyId, 'keyId', 128), grace);
    return { ...factsOf(record), key: text };
  }

  /** Revokes a key and all below it, everywhere at once; their ids. @throws MeshError `key-not-found` */
  async revokeApiKey(keyId: string): Promise<string[]> {
    return this.keys.revoke(this.parts.tenantId, textOf(keyId, 'keyId', 128));
  }
}

function factsOf(record: KeyRecord): ApiKeyFacts {
  const { keyId, name, tenantId, userId, role, expiresAtMs } = record;
  return { keyId, name, tenantId, userId, role, scopes: grantsOf(record).list(), ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}
