import { randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { MeshError } from '../../errors';
import { newId } from '../../redis';
import { digestOf, makeApiKey, parseApiKey } from './api-key';
import { ApiKeyStore, type AdmittedKey, type ApiKeyRecord } from './api-key.store';
import { readOrCreateSecret } from './secret-file';
import { SecurityConfig } from '../security.config';
import { VerifiedKeys, type ShownKey } from './verified-keys';

/** The tenant of the bootstrap admin key. */
const DEFAULT_TENANT = 'default';
/** Where a bootstrap key that an operator chose freely is stored, since it carries no id of its own. */
const BOOTSTRAP_KEY_ID = 'key_bootstrap';

/** Tells whose an API key is, and sees to it that there is one to begin with. */
@Injectable()
export class Authenticator implements OnModuleInit {
  private readonly logger = new Logger(Authenticator.name);
  private readonly pepper: string;
  private readonly verified = new VerifiedKeys();
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
    const { keyId, digest } = this.read(text);
    this.bootstrap = {
      keyId,
      name: 'bootstrap admin',
      digest,
      tenantId: DEFAULT_TENANT,
      userId: 'admin',
      role: 'admin',
    };
    await this.keys.put(this.bootstrap);
    this.logger.log({ keyId, file: this.security.bootstrapKey === undefined ? path : undefined }, 'admin key ready');
  }

  /**
   * The record of the key `text`, and its turn where it is limited, in one Redis call. What is stored there decides each
   * time, so that a revoked or rotated key is refused at once; only the digest of a text seen before is not computed again.
   * @param withoutRedis whether, while Redis is away, a key that it confirmed in the last 60 s and the bootstrap key are let in
   * @throws MeshError 401 `api-key-malformed` or `api-key-unknown`, 503 `redis-unavailable`.
   */
  async admit(text: string, withoutRedis: boolean): Promise<AdmittedKey> {
    const place = VerifiedKeys.placeOf(text);
    const shown = this.verified.shownAt(place) ?? this.read(text);
    try {
      return await this.confirmed(place, shown);
    } catch (error) {
      const away = error instanceof MeshError && error.code === 'redis-unavailable';
      const admitted = away && withoutRedis ? (this.verified.admit(place, performance.now()) ?? this.bootstrapOf(shown)) : undefined;
      if (admitted === undefined) throw error;
      return admitted;
    }
  }

  private read(text: string): ShownKey {
    const parsed = parseApiKey(text);
    if (parsed === undefined && this.security.bootstrapKey === undefined) {
      throw new MeshError('unauthenticated', 'api-key-malformed', 'this is not an API key of AI Mesh');
    }
    const { keyId, secret } = parsed ?? { keyId: BOOTSTRAP_KEY_ID, secret: text };
    return { keyId, digest: digestOf(secret, this.pepper) };
  }

  private async confirmed(place: string, shown: ShownKey): Promise<AdmittedKey> {
    let admitted = await this.keys.admit(shown.keyId, shown.digest);
    const bootstrap = admitted === 'unknown' ? this.bootstrapOf(shown) : undefined;
    if (bootstrap !== undefined) {
      // It comes from outside Redis, so a Redis that has lost everything gets it again.
      await this.keys.put(bootstrap.record);
      admitted = await this.keys.admit(shown.keyId, shown.digest);
    }
    if (typeof admitted === 'string') {
      this.verified.forget(place);
      throw new MeshError('unauthenticated', 'api-key-unknown', 'this API key is not known here');
    }
    this.verified.keep(place, shown, admitted, performance.now());
    return admitted;
  }

  private bootstrapOf({ keyId, digest }: ShownKey): AdmittedKey | undefined {
    if (this.bootstrap?.keyId !== keyId) return undefined;
    return timingSafeEqual(Buffer.from(digest), Buffer.from(this.bootstrap.digest)) ? { record: this.bootstrap } : undefined;
  }
}
