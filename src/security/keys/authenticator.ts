import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { MeshError } from '../../errors';
import { SecurityConfig } from '../security.config';
import type { VerifiedSignature } from '../signing/verify-signature';
import { parseApiKey } from './api-key';
import { ApiKeyStore } from './api-key.store';
import { BootstrapKey } from './bootstrap-key';
import { KeyAdmission, type AdmittedKey, type OpenOperation, type RefusedKey } from './key-admission';
import { KeyRefusal, refusalOf } from './key-refusal';
import { Pepper } from './pepper';
import { VerifiedKeys, type ShownKey } from './verified-keys';

/** What a request shows to be let in. */
export type Credential = { kind: 'key'; text: string } | { kind: 'signature'; signature: VerifiedSignature };

/** How one request is to be let in. */
export interface Admittance {
  /** Whether, while Redis is away, a key that it confirmed in the last 60 s and the bootstrap key are let in. */
  withoutRedis: boolean;
  /** Noted in the same call, where the request changes something. */
  operation?: OpenOperation | undefined;
}

/** Tells whose an API key is, and sees to it that there is one to begin with. */
@Injectable()
export class Authenticator implements OnModuleInit {
  private readonly logger = new Logger(Authenticator.name);
  private readonly verified = new VerifiedKeys();

  constructor(
    private readonly config: SecurityConfig,
    private readonly keys: ApiKeyStore,
    private readonly admission: KeyAdmission,
    private readonly pepper: Pepper,
    private readonly bootstrap: BootstrapKey,
  ) {}

  /** Stores the admin key of the configuration or of `admin.key`, which is made on the first start. */
  async onModuleInit(): Promise<void> {
    await this.keys.put(this.bootstrap.record);
    const { record, file } = this.bootstrap;
    this.logger.log({ keyId: record.keyId, file }, 'admin key ready');
  }

  /**
   * The record of the key that a request shows, and its turn where it is limited, in one Redis call. What is stored there decides each
   * time, so that a revoked or rotated key is refused at once; only the digest of a text seen before is not computed again.
   * @throws KeyRefusal 401 with a code for each reason; MeshError 503 `redis-unavailable`.
   */
  async admit(credential: Credential, { withoutRedis, operation }: Admittance): Promise<AdmittedKey> {
    if (credential.kind === 'signature') return this.admitSigned(credential.signature, operation);
    const { text } = credential;
    const place = VerifiedKeys.placeOf(text);
    const shown = this.verified.shownAt(place) ?? this.read(text);
    try {
      return await this.confirmed(place, shown, operation);
    } catch (error) {
      const away = error instanceof MeshError && error.code === 'redis-unavailable';
      const admitted = away && withoutRedis ? (this.verified.admit(place, performance.now()) ?? this.bootstrapOf(shown)) : undefined;
      if (admitted === undefined) throw error;
      if ((admitted.record.expiresAtMs ?? Infinity) <= Date.now()) throw new KeyRefusal('expired', shown.keyId, admitted.record.tenantId);
      return admitted;
    }
  }

  private async admitSigned({ keyId, generation, nonce }: VerifiedSignature, operation?: OpenOperation): Promise<AdmittedKey> {
    const admitted = await this.admission.admit(keyId, { kind: 'signature', generation, nonce }, undefined, operation);
    if ('why' in admitted) throw refusalOf(admitted, keyId);
    return admitted;
  }

  private read(text: string): ShownKey {
    if (this.bootstrap.is(text)) return { keyId: this.bootstrap.record.keyId, digests: [this.pepper.digest(text)] };
    const parsed = parseApiKey(text);
    if (typeof parsed === 'string') throw new KeyRefusal(parsed);
    if (parsed.environment !== this.config.environment) throw new KeyRefusal('foreign-environment', parsed.keyId);
    return { keyId: parsed.keyId, digests: this.pepper.digests(parsed.secret) };
  }

  private async confirmed(place: string, shown: ShownKey, operation?: OpenOperation): Promise<AdmittedKey> {
    let admitted = await this.ask(place, shown, operation);
    if ('why' in admitted && admitted.why === 'unknown' && this.bootstrapOf(shown) !== undefined) {
      // It comes from outside Redis, so a Redis that has lost everything gets it again.
      await this.keys.put(this.bootstrap.record);
      admitted = await this.ask(place, shown, operation);
    }
    if ('why' in admitted) {
      if (admitted.why !== 'unrecordable') this.verified.forget(place);
      throw refusalOf(admitted, shown.keyId);
    }
    this.verified.keep(place, shown, admitted, performance.now());
    return admitted;
  }

  private ask(place: string, { keyId, digests }: ShownKey, operation?: OpenOperation): Promise<AdmittedKey | RefusedKey> {
    return this.admission.admit(keyId, { kind: 'secret', digests }, this.verified.recordAt(place), operation);
  }

  private bootstrapOf({ keyId, digests }: ShownKey): AdmittedKey | undefined {
    const { record } = this.bootstrap;
    return keyId === record.keyId && digests[0]?.digest === record.digest ? { record } : undefined;
  }
}
