import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { Pepper } from '../../security';
import { auditKey } from '../audit-keys';
import type { PersonalData, SealedEvent } from '../sealed-record';

/** A person of a tenant, as the log knows them. */
interface Subject {
  name: string;
  key: Buffer;
}

/** The part of a sealed event that names nobody any more once the subject's key is gone. */
export type SealedPerson = Pick<SealedEvent, 'subject' | 'personal' | 'commit'>;

/** Whom an event is about. */
export interface Person {
  userId?: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const COMMIT_HEX = 32;
/** Persons, and combinations of person, address and client, that are remembered: some 10 MB each. */
const MAX_REMEMBERED = 10_000;
/** Milliseconds for which a subject is used without asking whether it is still there: an erasure holds everywhere within this. */
const TRUSTED_MS = 1_000;

interface Remembered<T> {
  value: T;
  atMs: number;
}

/**
 * Encrypts what names a person, for each person with a key of their own. What is encrypted stays in the log for ever; whoever shreds the key has
 * erased it. Keys lie in Redis wrapped by a key that does not, under names that tell nothing.
 */
@Injectable()
export class Subjects {
  private readonly subjects = new Map<string, Remembered<Subject>>();
  private readonly sealed = new Map<string, Remembered<SealedPerson>>();
  private readonly addresses = new Map<string, number>();
  private readonly wrapping: Buffer[];
  private readonly naming: Buffer[];
  private readonly addressing: Buffer;

  constructor(
    private readonly redis: RedisClient,
    pepper: Pepper,
  ) {
    this.wrapping = [pepper.derive('audit subjects'), ...pepper.derivePrevious('audit subjects')];
    this.naming = [pepper.derive('audit subject names'), ...pepper.derivePrevious('audit subject names')];
    this.addressing = pepper.derive('audit addresses');
  }

  /** What of a person goes into a record, where this process has made it in the last second; else undefined: ask `seal`. */
  known(tenantId: string, person: Person, nowMs: number): SealedPerson | undefined {
    const remembered = this.sealed.get(placeOf(tenantId, person));
    return remembered !== undefined && nowMs - remembered.atMs < TRUSTED_MS ? remembered.value : undefined;
  }

  /** What of a person goes into a record. Who is not known by name is a visitor of the day. */
  async seal(tenantId: string, person: Person, day: string): Promise<SealedPerson> {
    const subject = await this.subjectOf(tenantId, person.userId ?? `\nvisitors ${day}`);
    const place = placeOf(tenantId, person);
    const earlier = this.sealed.get(place);
    // The same person, address and client look the same in every record: that costs nothing, and tells no more than the subject's name does.
    const value = earlier?.value.subject === subject.name ? earlier.value : sealed(subject, person);
    keep(this.sealed, place, { value, atMs: Date.now() });
    return value;
  }

  /** The personal data of a sealed event; `shredded` when their key is gone, undefined where it holds none. */
  async open(tenantId: string, events: readonly SealedEvent[]): Promise<(PersonalData | 'shredded' | undefined)[]> {
    const names = [...new Set(events.flatMap(({ subject }) => (subject === undefined ? [] : [subject])))];
    const wrapped = names.length === 0 ? [] : await this.redis.run((r) => r.hmget(auditKey(tenantId, 'subject-keys'), ...names));
    const keys = new Map(names.map((name, index) => [name, this.unwrapped(name, wrapped[index])]));
    return events.map(({ subject, personal }) => {
      if (subject === undefined || personal === undefined) return undefined;
      const key = keys.get(subject);
      return key === undefined ? 'shredded' : (JSON.parse(decrypted(key, Buffer.from(personal, 'base64url')).toString()) as PersonalData);
    });
  }

  /** The name that the log has for a user; undefined when it has none. */
  async nameOf(tenantId: string, userId: string): Promise<string | undefined> {
    const fields = this.naming.map((naming) => fieldOf(naming, userId));
    const names = await this.redis.run((r) => r.hmget(auditKey(tenantId, 'subjects'), ...fields));
    return names.find((name) => name !== null) ?? undefined;
  }

  /** Erases a user from the log of a tenant: their records stay, and name nobody. Returns whether there was anything to erase. */
  async shred(tenantId: string, userId: string): Promise<boolean> {
    const name = await this.nameOf(tenantId, userId);
    if (name === undefined) return false;
    const fields = this.naming.map((naming) => fieldOf(naming, userId));
    await this.redis.run((r) =>
      r
        .multi()
        .hdel(auditKey(tenantId, 'subject-keys'), name)
        .hdel(auditKey(tenantId, 'subjects'), ...fields)
        .exec(),
    );
    this.subjects.clear();
    this.sealed.clear();
    return true;
  }

  /** Four bytes by which records with this address are found; nobody can tell it from them. */
  addressHash(ip: string): number {
    const known = this.addresses.get(ip);
    if (known !== undefined) return known;
    const hash = createHmac('sha256', this.addressing).update(ip).digest().readUInt32BE() || 1;
    keep(this.addresses, ip, hash);
    return hash;
  }

  private async subjectOf(tenantId: string, userId: string): Promise<Subject> {
    const place = `${tenantId} ${userId}`;
    const known = this.subjects.get(place);
    if (known !== undefined && Date.now() - known.atMs < TRUSTED_MS) return known.value;
    const value = (await this.stored(tenantId, userId)) ?? (await this.made(tenantId, userId));
    keep(this.subjects, place, { value, atMs: Date.now() });
    return value;
  }

  private async stored(tenantId: string, userId: string): Promise<Subject | undefined> {
    const name = await this.nameOf(tenantId, userId);
    if (name === undefined) return undefined;
    const key = this.unwrapped(name, await this.redis.run((r) => r.hget(auditKey(tenantId, 'subject-keys'), name)));
    return key === undefined ? undefined : { name, key };
  }

  /** Of several replicas that make one at the same time the first is heard. */
  private async made(tenantId: string, userId: string): Promise<Subject> {
    const [name, key] = [randomBytes(12).toString('base64url'), randomBytes(32)];
    const wrapped = encrypted(this.wrapping[0] as Buffer, key, name).toString('base64url');
    const field = fieldOf(this.naming[0] as Buffer, userId);
    // The key first: a name without one would be nobody's.
    await this.redis.run((r) => r.hset(auditKey(tenantId, 'subject-keys'), name, wrapped));
    const isFirst = await this.redis.run((r) => r.hsetnx(auditKey(tenantId, 'subjects'), field, name));
    if (isFirst === 1) return { name, key };
    await this.redis.run((r) => r.hdel(auditKey(tenantId, 'subject-keys'), name));
    return (await this.stored(tenantId, userId)) ?? { name, key };
  }

  private unwrapped(name: string, wrapped: string | null | undefined): Buffer | undefined {
    if (!wrapped) return undefined;
    for (const wrapping of this.wrapping) {
      try {
        return decrypted(wrapping, Buffer.from(wrapped, 'base64url'), name);
      } catch {
        // by another pepper
      }
    }
    return undefined;
  }
}

function sealed({ name, key }: Subject, { userId, ip, userAgent }: Person): SealedPerson {
  const personal: PersonalData = {
    salt: randomBytes(12).toString('base64url'),
    ...(userId !== undefined && { user_id: userId }),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { user_agent: userAgent }),
  };
  const text = JSON.stringify(personal);
  return {
    subject: name,
    personal: encrypted(key, Buffer.from(text)).toString('base64url'),
    commit: createHash('sha256').update(text).digest('hex').slice(0, COMMIT_HEX),
  };
}

function encrypted(key: Buffer, plain: Buffer, bound = ''): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypted(key: Buffer, bytes: Buffer, bound = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

function fieldOf(naming: Buffer, userId: string): string {
  return createHmac('sha256', naming).update(userId).digest('base64url').slice(0, 22);
}

function placeOf(tenantId: string, { userId = '', ip = '', userAgent = '' }: Person): string {
  return `${tenantId}\n${userId}\n${ip}\n${userAgent}`;
}

function keep<T>(map: Map<string, T>, place: string, value: T): void {
  map.delete(place);
  map.set(place, value);
  if (map.size > MAX_REMEMBERED) map.delete(map.keys().next().value as string);
}
