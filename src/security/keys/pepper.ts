import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { pepperIdOf, signingKeyIdOf, signingKeyOf } from '../signing/signing-key';
import { digestOf } from './api-key';
import { readOrCreateSecret } from './secret-file';
import { SecurityConfig } from '../security.config';

/** A digest of a secret, and the pepper it was made with. */
export interface PepperedDigest {
  pepperId: string;
  /** HMAC-SHA256, hex. */
  digest: string;
}

interface OnePepper {
  id: string;
  text: string;
}

/**
 * The secret that stands outside Redis: without it nothing stored there opens anything. While it is being rotated the ones before it are known
 * too (`MESH_KEY_PEPPER_PREVIOUS`); what was made with them is made anew when it is next used.
 */
@Injectable()
export class Pepper {
  /** All that are known, by their names, the current one first. */
  readonly byId: ReadonlyMap<string, string>;
  private readonly peppers: readonly [OnePepper, ...OnePepper[]];

  constructor(server: ServerConfig, security: SecurityConfig) {
    const file = join(server.dataDir, 'pepper');
    const current = security.keyPepper ?? readOrCreateSecret(file, () => randomBytes(32).toString('base64url'));
    this.peppers = [onePepper(current), ...security.previousPeppers.map(onePepper)];
    this.byId = new Map(this.peppers.map(({ id, text }) => [id, text]));
  }

  /** The name of the current one: 8 hex digits of its SHA-256, which tell nothing of it. */
  get id(): string {
    return this.peppers[0].id;
  }

  /** The names of all that are known, the current one first. */
  get ids(): string[] {
    return this.peppers.map(({ id }) => id);
  }

  /** What a client signs with in place of showing the secret of this generation of a key: the id of a signing key, and the key. */
  signingKey(keyId: string, generation: number): { id: string; key: Buffer } {
    const { text } = this.peppers[0];
    const id = signingKeyIdOf(keyId, generation, text);
    return { id, key: signingKeyOf(text, id) };
  }

  /** The digest of a secret under the current pepper. */
  digest(secret: string): PepperedDigest {
    return { pepperId: this.id, digest: digestOf(secret, this.peppers[0].text) };
  }

  /** The same under every pepper that is known, the current one first. */
  digests(secret: string): PepperedDigest[] {
    return this.peppers.map(({ id, text }) => ({ pepperId: id, digest: digestOf(secret, text) }));
  }

  /** A key for another purpose (HKDF-SHA256, RFC 5869), that tells nothing of the pepper nor of keys for other purposes. */
  derive(purpose: string, bytes = 32): Buffer {
    return derived(this.peppers[0].text, purpose, bytes);
  }

  /** The same from the peppers before it, the newest first. */
  derivePrevious(purpose: string, bytes = 32): Buffer[] {
    return this.peppers.slice(1).map(({ text }) => derived(text, purpose, bytes));
  }
}

function onePepper(text: string): OnePepper {
  return { id: pepperIdOf(text), text };
}

function derived(pepper: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', pepper, '', `ai-mesh ${purpose}`, bytes));
}
