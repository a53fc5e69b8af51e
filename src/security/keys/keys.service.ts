import { hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidField, MeshError, notFound } from '../../errors';
import type { Page } from '../../redis';
import type { Principal } from '../access/principal';
import { grantsOf } from '../access/principal-of';
import { SecurityConfig } from '../security.config';
import { makeApiKey, newKeyId, parseApiKey } from './api-key';
import { ApiKeyStore, newVersion } from './api-key.store';
import { BootstrapKey } from './bootstrap-key';
import { NEVER, type ChangeKeyDto } from './dto/change-key.dto';
import type { CreateKeyDto } from './dto/create-key.dto';
import type { KeyChanges, KeyRecord, PreviousSecret } from './key-record';
import { assertWithin, planKey, ratesOf } from './new-key';
import { Pepper } from './pepper';
import { Revocations } from './revocations';

/** A key with its text, which is told once and stored nowhere. */
export interface ShownOnce {
  record: KeyRecord;
  text: string;
}

/** Secrets that hold beside the newest. */
const MAX_PREVIOUS = 3;
const KEYS_AT_ONCE = 100;
/** What stands where the id of a person was. */
const ERASED = '(erased)';
/** Milliseconds for which a creation can be repeated (API contract). */
const REPEATABLE_MS = 24 * 3_600_000;
const UNLIMITED: KeyChanges = { requestsPerMinute: undefined, tasksPerMinute: undefined, tokensPerMinute: undefined };

/** Makes, shows, changes, rotates and revokes the API keys of a tenant. */
@Injectable()
export class KeysService {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly pepper: Pepper,
    private readonly bootstrap: BootstrapKey,
    private readonly revocations: Revocations,
    private readonly config: SecurityConfig,
  ) {}

  /**
   * The same `seed` makes one key, however often: its secret then comes from the seed, the pepper and a salt that lies with the key, so that it
   * can be told again without being stored.
   * @throws MeshError 422 that names the field, 403 for what the maker does not have, 409 when it cannot be told again.
   */
  async create(maker: Principal, body: CreateKeyDto, seed?: string): Promise<ShownOnce> {
    const nowMs = Date.now();
    const tenantId = body.tenant_id ?? maker.tenantId;
    const keyId = newKeyId(tenantId, seed);
    const plan = planKey(maker, body, await this.parentOf(tenantId, body.parent_key_id), nowMs);
    const salt = seed === undefined ? undefined : randomBytes(16).toString('base64url');
    const text = this.textFor(keyId, seed, salt);
    const record: KeyRecord = {
      ...plan,
      ...this.pepper.digest(secretOf(text)),
      keyId,
      version: newVersion(),
      generation: 1,
      createdAtMs: nowMs,
      ...(salt !== undefined && { salt }),
    };
    const verdict = await this.keys.create(record);
    switch (verdict) {
      case 'created':
        return { record, text };
      case 'known':
        return this.again(tenantId, keyId, seed);
      case 'too-many':
        throw new MeshError('conflict', 'too-many-keys', 'this tenant has 10,000 keys; revoke some');
      case 'no-parent':
        throw invalidField('parent_key_id', 'is a key that does not hold any more');
    }
  }

  list(tenantId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<KeyRecord>> {
    return this.keys.list(tenantId, page);
  }

  /** @throws MeshError 404 when the tenant has no such key. */
  async get(tenantId: string, keyId: string): Promise<KeyRecord> {
    const record = await this.keys.find(tenantId, keyId);
    if (record === undefined) throw notFound('key', keyId);
    return record;
  }

  /** @throws MeshError 404; 409 for a key that was revoked, or that was changed at the same time; 422 for a time that has passed. */
  async change(changer: Principal, keyId: string, body: ChangeKeyDto): Promise<{ before: KeyRecord; after: KeyRecord }> {
    const before = await this.changeable(changer, keyId);
    const { tenantId } = before;
    const changes: KeyChanges = {
      name: body.name ?? before.name,
      expiresAtMs: newEnd(before, body.expires_at),
      ...(body.rate_limit !== undefined && { ...UNLIMITED, ...ratesOf(body.rate_limit) }),
    };
    const parentKeyId = before.ancestors?.at(-1);
    const parent = await this.parentOf(tenantId, parentKeyId);
    if (parent !== undefined) assertWithin({ ...before, ...changes }, grantsOf(before), parent, Date.now());
    await this.write(before, changes);
    return { before, after: await this.get(tenantId, keyId) };
  }

  /** A new secret for a key; those it had hold for `graceSeconds` more. @throws MeshError 404, 409. */
  async rotate(changer: Principal, keyId: string, graceSeconds: number): Promise<ShownOnce> {
    const before = await this.changeable(changer, keyId);
    const { tenantId } = before;
    const nowMs = Date.now();
    const replaced: PreviousSecret = {
      ...{ pepperId: before.pepperId, digest: before.digest, generation: before.generation },
      untilMs: nowMs + graceSeconds * 1_000,
    };
    const previous = [replaced, ...(before.previous ?? [])].filter(({ untilMs }) => untilMs > nowMs).slice(0, MAX_PREVIOUS);
    const text = makeApiKey(keyId, this.config.environment);
    await this.write(before, {
      ...this.pepper.digest(secretOf(text)),
      generation: before.generation + 1,
      previous: previous.length > 0 ? previous : undefined,
      salt: undefined,
    });
    return { record: await this.get(tenantId, keyId), text };
  }

  /** Revokes a key and all below it: when this resolves none of them is let in any more. Their ids. @throws MeshError 404, 409. */
  async revoke(tenantId: string, keyId: string): Promise<string[]> {
    await this.get(tenantId, keyId);
    this.assertNotConfigured(keyId);
    const revoked = (await this.keys.revoke(keyId)) ?? [];
    await this.revocations.announce(tenantId, revoked);
    return revoked;
  }

  /** The keys of a user, the newest first; the one that the service was started with is nobody's. */
  async *ofUser(tenantId: string, userId: string): AsyncGenerator<KeyRecord> {
    for (let cursor: string | undefined; ;) {
      const page = await this.keys.list(tenantId, { limit: KEYS_AT_ONCE, cursor });
      yield* page.data.filter((record) => record.userId === userId && record.keyId !== this.bootstrap.record.keyId);
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /** @throws MeshError 409 `key-configured` for the user of the bootstrap key: it works under that name as long as the settings say so. */
  assertForgettable(tenantId: string, userId: string): void {
    const { record } = this.bootstrap;
    if (record.tenantId !== tenantId || record.userId !== userId) return;
    throw new MeshError(
      'conflict',
      'key-configured',
      `"${userId}" is the user of the key from MESH_BOOTSTRAP_KEY or admin.key, not a person`,
    );
  }

  /** Revokes a key, if it still is good, and takes out of it whose it was. */
  async forgetUser(record: KeyRecord): Promise<void> {
    if (record.revokedAtMs === undefined) await this.revoke(record.tenantId, record.keyId);
    await this.keys.forgetOwner(record.keyId, ERASED);
  }

  private async parentOf(tenantId: string, parentKeyId: string | undefined): Promise<KeyRecord | undefined> {
    if (parentKeyId === undefined) return undefined;
    const parent = await this.keys.find(tenantId, parentKeyId);
    if (parent === undefined) throw invalidField('parent_key_id', 'is no key of this tenant');
    return parent;
  }

  /** Who may do less than a key must not get hold of it, nor lengthen its life. */
  private async changeable({ tenantId, grants }: Principal, keyId: string): Promise<KeyRecord> {
    const record = await this.get(tenantId, keyId);
    this.assertNotConfigured(keyId);
    if (!grants.covers(grantsOf(record))) throw new MeshError('forbidden', 'key-exceeds-yours', 'this key may do what yours may not');
    if (record.revokedAtMs !== undefined) throw new MeshError('conflict', 'key-revoked', `the key ${keyId} was revoked`);
    return record;
  }

  private assertNotConfigured(keyId: string): void {
    if (keyId !== this.bootstrap.record.keyId) return;
    throw new MeshError(
      'conflict',
      'key-configured',
      'this key comes from MESH_BOOTSTRAP_KEY or the file admin.key: change it there, and start anew',
    );
  }

  private async write(before: KeyRecord, changes: KeyChanges): Promise<void> {
    if (await this.keys.change(before, changes)) return;
    throw new MeshError('conflict', 'key-changed', `the key ${before.keyId} was changed at the same time; read it again`, {
      retryable: true,
    });
  }

  /** What a creation answered, told again: as long as the key still has the secret it was made with. */
  private async again(tenantId: string, keyId: string, seed: string | undefined): Promise<ShownOnce> {
    const record = await this.keys.find(tenantId, keyId);
    if (record?.salt !== undefined && seed !== undefined && Date.now() - record.createdAtMs < REPEATABLE_MS) {
      const text = this.textFor(keyId, seed, record.salt);
      if (this.pepper.digest(secretOf(text)).digest === record.digest) return { record, text };
    }
    throw new MeshError('conflict', 'key-known', `the key ${keyId} was made before, and its secret cannot be told again`);
  }

  private textFor(keyId: string, seed: string | undefined, salt: string | undefined): string {
    if (seed === undefined || salt === undefined) return makeApiKey(keyId, this.config.environment);
    const secret = Buffer.from(hkdfSync('sha256', this.pepper.derive('api key secrets'), salt, seed, 32));
    return makeApiKey(keyId, this.config.environment, secret);
  }
}

/** @throws MeshError 422 for a time that has passed. */
function newEnd({ expiresAtMs }: KeyRecord, asked: string | undefined): number | undefined {
  if (asked === undefined) return expiresAtMs;
  if (asked === NEVER) return undefined;
  const endMs = Date.parse(asked);
  if (endMs <= Date.now()) throw invalidField('expires_at', 'must lie in the future');
  return endMs;
}

function secretOf(text: string): string {
  const parsed = parseApiKey(text);
  if (typeof parsed === 'string') throw new MeshError('internal', 'api-key-form', 'a key was made that cannot be read');
  return parsed.secret;
}
