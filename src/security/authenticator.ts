import { randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ServerConfig } from '../config';
import { MeshError } from '../errors';
import { newId } from '../redis';
import { digestOf, makeApiKey, parseApiKey } from './api-key';
import { ApiKeyStore, type ApiKeyRecord } from './api-key.store';
import type { Principal } from './principal';
import { readOrCreateSecret } from './secret-file';
import { SecurityConfig } from './security.config';

/** The tenant of the bootstrap admin key. */
const DEFAULT_TENANT = 'default';
/** Where a bootstrap key that an operator chose freely is stored, since it carries no id of its own. */
const BOOTSTRAP_KEY_ID = 'key_bootstrap';
/** Compared against when the id is unknown, so that both refusals take the same time. */
const NO_DIGEST = '0'.repeat(64);

/** Tells whose an API key is, and sees to it that there is one to begin with. */
@Injectable()
export class Authenticator implements OnModuleInit {
  private readonly logger = new Logger(Authenticator.name);
  private readonly pepper: string;
  private bootstrap?: ApiKeyRecord;

  constructor(
    private readonly server: ServerConfig,
    private readonly security: SecurityConfig,
    private readonly keys: ApiKeyStore,
  ) {
    this.pepper = security.keyPepper ?? readOrCreateSecret(join(server.dataDir, 'pepper'), () => randomBytes(32).toString('base64url'));
  }

  /** Stores the admin key of the configuration or of `admin.key`, which is made on the first start. */
  async onModuleInit(): Promise<void> {
    const path = join(this.server.dataDir, 'admin.key');
    const text = this.security.bootstrapKey ?? readOrCreateSecret(path, () => makeApiKey(newId('key')));
    const { keyId, secret } = partsOf(text);
    this.bootstrap = {
      keyId,
      name: 'bootstrap admin',
      digest: digestOf(secret, this.pepper),
      tenantId: DEFAULT_TENANT,
      userId: 'admin',
      role: 'admin',
    };
    await this.keys.put(this.bootstrap);
    this.logger.log({ keyId, file: this.security.bootstrapKey === undefined ? path : undefined }, 'admin key ready');
  }

  /** The principal of `text`. @throws MeshError 401 `api-key-malformed` or `api-key-unknown`. */
  async authenticate(text: string): Promise<Principal> {
    if (parseApiKey(text) === undefined && this.security.bootstrapKey === undefined) {
      throw new MeshError('unauthenticated', 'api-key-malformed', 'this is not an API key of AI Mesh');
    }
    const { keyId, secret } = partsOf(text);
    const record = (await this.keys.find(keyId)) ?? (await this.restored(keyId));
    const matches = timingSafeEqual(Buffer.from(digestOf(secret, this.pepper)), Buffer.from(record?.digest ?? NO_DIGEST));
    if (!record || !matches) throw new MeshError('unauthenticated', 'api-key-unknown', 'this API key is not known here');
    return { keyId, tenantId: record.tenantId, userId: record.userId, role: record.role };
  }

  /** The bootstrap key comes from outside Redis, so a Redis that has lost everything gets it again. */
  private async restored(keyId: string): Promise<ApiKeyRecord | undefined> {
    if (this.bootstrap?.keyId !== keyId) return undefined;
    await this.keys.put(this.bootstrap);
    return this.bootstrap;
  }
}

function partsOf(text: string): { keyId: string; secret: string } {
  return parseApiKey(text) ?? { keyId: BOOTSTRAP_KEY_ID, secret: text };
}
