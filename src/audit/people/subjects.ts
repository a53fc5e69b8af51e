import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { auditKey } from '../audit-keys';
import { AuditSecrets } from '../audit-secrets';
import type { PersonalData } from '../sealed-record';
import { SealedPeople, type SealedPerson } from './sealed-people';
import { decrypted, encrypted, lookupOf, sealedPersonalData } from './subject-key';

const NAME = loadLua(__dirname, 'name-subject.lua');
const SHRED = loadLua(__dirname, 'shred-subject.lua');
const REWRAP = loadLua(__dirname, 'rewrap-subject.lua');

/** Bytes of the key of a subject; the name it was made for follows it where it is wrapped. */
const KEY_BYTES = 32;
/** Subjects read at a time. */
const PAGE = 500;

/** Whom a record is about: a user, or who came without a key from an address. */
export interface Person {
  userId?: string;
  ip?: string;
  userAgent?: string;
}

/** The part of a record that holds a person. */
export interface HoldsPerson {
  subject?: string;
  personal?: string;
}

/**
 * The people of the audit log. Each has a random name within its tenant and a key of its own, which lies in Redis wrapped and is found by an
 * HMAC of the user id: Redis shows nobody, and once the key is shredded nothing that was recorded says who it was.
 */
@Injectable()
export class Subjects {
  private readonly people = new SealedPeople();

  constructor(
    private readonly redis: RedisClient,
    private readonly secrets: AuditSecrets,
  ) {}

  /** The sealed person, if it was sealed before; undefined: call `seal`. @param day UTC day, for those without a user id */
  sealed(tenantId: string, person: Person, day: string): SealedPerson | undefined {
    return this.people.get(tenantId, placeOf(person, day));
  }

  /** Seals what names a person, under its key, which is made when it has none yet. @throws MeshError 503 `redis-unavailable` */
  async seal(tenantId: string, person: Person, day: string): Promise<SealedPerson> {
    const place = placeOf(person, day);
    const version = this.people.versionOf(tenantId);
    const fresh = { name: randomBytes(12).toString('base64url'), key: randomBytes(KEY_BYTES) };
    const name = nameOf(person, day);
    const wrapped = encrypted(this.secrets.masterKeys[0], Buffer.concat([fresh.key, Buffer.from(name)]));
    const reply = await this.redis.evaluateBuffer(NAME, [subjectsKey(tenantId)], [fresh.name, wrapped, ...this.fieldsOf(tenantId, name)]);
    const [subject, stored] = reply as [Buffer, Buffer];
    const key = this.unwrapped(stored);
    if (key === undefined) throw new Error('the key of a subject was wrapped with a pepper that is not known here');
    const { userId, ip, userAgent } = person;
    const personal = sealedPersonalData(key, {
      ...(userId !== undefined && { user_id: userId }),
      ...(ip !== undefined && { ip }),
      ...(userAgent !== undefined && { user_agent: userAgent }),
    });
    const sealed = { subject: subject.toString(), ...personal, ipHash: ip === undefined ? 0 : (this.ipHashes(tenantId, ip)[0] as number) };
    this.people.keep(tenantId, place, version, sealed);
    return sealed;
  }

  /** What records of one tenant say of people, in their order; undefined where one is about nobody. */
  async open(tenantId: string, records: readonly HoldsPerson[]): Promise<(PersonalData | 'shredded' | undefined)[]> {
    const subjects = [...new Set(records.flatMap(({ subject }) => (subject === undefined ? [] : [subject])))];
    if (subjects.length === 0) return records.map(() => undefined);
    const fields = subjects.map((subject) => `s:${subject}`);
    const wrapped = await this.redis.run((redis) => redis.hmgetBuffer(subjectsKey(tenantId), ...fields));
    const keys = new Map(subjects.map((subject, i) => [subject, wrapped[i] ? this.unwrapped(wrapped[i]) : undefined]));
    return records.map(({ subject, personal }) => {
      if (subject === undefined || personal === undefined) return undefined;
      const key = keys.get(subject);
      const json = key && decrypted(key, Buffer.from(personal, 'base64url'));
      return json === undefined ? 'shredded' : (JSON.parse(json.toString()) as PersonalData);
    });
  }

  /** What records call a user; undefined when there are none of it, or it was shredded. */
  async subjectOf(tenantId: string, userId: string): Promise<string | undefined> {
    const fields = this.fieldsOf(tenantId, nameOf({ userId }, ''));
    const found = await this.redis.run((redis) => redis.hmget(subjectsKey(tenantId), ...fields));
    return found.find((subject) => subject !== null) ?? undefined;
  }

  /**
   * Shreds the key of a user: no record made so far says any more who it was, in no replica. What the user does afterwards is recorded under
   * a new name. Resolves to whether there was a key.
   */
  async shred(tenantId: string, userId: string): Promise<boolean> {
    const fields = this.fieldsOf(tenantId, nameOf({ userId }, ''));
    return (await this.redis.evaluate(SHRED, [subjectsKey(tenantId), auditKey(tenantId, 'head')], fields)) === 1;
  }

  /**
   * Wraps the keys that an earlier pepper wraps with the current one, and lets their people be found by it: after that the earlier one is not
   * needed any more to open records and to shred. Resolves to how many keys that were; it can be broken off and done again.
   */
  async rewrap(tenantId: string): Promise<number> {
    const [masterKey] = this.secrets.masterKeys;
    let count = 0;
    let cursor = '0';
    do {
      const [next, pairs] = await this.redis.run((redis) =>
        redis.hscanBuffer(subjectsKey(tenantId), cursor, 'MATCH', 's:*', 'COUNT', PAGE),
      );
      cursor = next.toString();
      for (let i = 0; i < pairs.length; i += 2) {
        const [field, stored] = [String(pairs[i]), pairs[i + 1] as Buffer];
        if (decrypted(masterKey, stored) !== undefined) continue;
        const plain = this.secrets.masterKeys.map((key) => decrypted(key, stored)).find((one) => one !== undefined);
        if (plain === undefined) continue;
        const fields = this.fieldsOf(tenantId, plain.subarray(KEY_BYTES).toString());
        const args = [field, stored, encrypted(masterKey, plain), ...fields];
        if ((await this.redis.evaluateBuffer(REWRAP, [subjectsKey(tenantId)], args)) === 1) count += 1;
      }
    } while (cursor !== '0');
    return count;
  }

  /** To be told what the log says at each append: how often a person of the tenant was forgotten. */
  learn(tenantId: string, version: number): void {
    this.people.learn(tenantId, version);
  }

  /** The 32 bits that stand for an address in the columns of the log, under every pepper that is known. */
  ipHashes(tenantId: string, ip: string): number[] {
    return this.secrets.lookupKeys.map((key) => lookupOf(key, tenantId, `ip ${ip}`).readUInt32LE(0) || 1);
  }

  private fieldsOf(tenantId: string, name: string): string[] {
    return this.secrets.lookupKeys.map((key) => `p:${lookupOf(key, tenantId, name).toString('hex')}`);
  }

  private unwrapped(stored: Buffer): Buffer | undefined {
    for (const masterKey of this.secrets.masterKeys) {
      const plain = decrypted(masterKey, stored);
      if (plain !== undefined) return plain.subarray(0, KEY_BYTES);
    }
    return undefined;
  }
}

const subjectsKey = (tenantId: string) => auditKey(tenantId, 'subjects');

/** Who comes without a user id shares a subject with all others of the day: nobody can ask for one of them to be forgotten by name. */
function nameOf({ userId }: Person, day: string): string {
  return userId === undefined ? `visitors of ${day}` : `user ${userId}`;
}

function placeOf(person: Person, day: string): string {
  return `${nameOf(person, day)}\n${person.ip ?? ''}\n${person.userAgent ?? ''}`;
}
