import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { StoredRecords } from '../../src/audit/log/stored-records';
import { Subjects, type HoldsPerson } from '../../src/audit/people/subjects';
import { AuditVerifier } from '../../src/audit/proof/audit-verifier';
import { Checkpoints } from '../../src/audit/proof/checkpoints';
import { ProofKeys } from '../../src/audit/proof/proof-keys';
import { Pruning } from '../../src/audit/proof/pruning';
import { SigningKey } from '../../src/audit/proof/signing-key';
import { StatementStore } from '../../src/audit/proof/statement.store';
import { commitmentOf } from '../../src/audit/export/commitment';
import { ProvenExport } from '../../src/audit/export/proven-export';
import { verifyExport } from '../../src/audit/export/verify-export';
import type { PersonalData, SealedEvent } from '../../src/audit/sealed-record';
import { verifyAuditExport } from '../../src/cli/audit-verify.command';
import * as fc from 'fast-check';
import type { RedisClient } from '../../src/redis';
import { chainRecords, DAY_MS } from '../audit-records';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { auditSecrets } from './audit-means';
import { storeRecords } from './stored-audit';

const TENANT = 'tenant_1';
const MARK_KEY = Buffer.alloc(32, 1);
const KEYS = new ProofKeys(Buffer.alloc(32, 3), [Buffer.alloc(32, 2)], [MARK_KEY]);
const SHREDDED = 13;

/** Opens what this test sealed: every record is of a person of its own, and one of these is forgotten. */
class People extends Subjects {
  static of(sequence: number): PersonalData {
    return { salt: `salt ${sequence}`, user_id: `user_${sequence}`, ip: '192.0.2.1' };
  }

  override async open(_tenantId: string, events: readonly HoldsPerson[]): Promise<(PersonalData | 'shredded')[]> {
    return (events as readonly SealedEvent[]).map(({ seq }) => (seq === SHREDDED ? 'shredded' : People.of(seq)));
  }
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('an export that proves itself', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let lines: string[];
  const exported = async (times = {}): Promise<string[]> => {
    const found: string[] = [];
    const proven = new ProvenExport(new StoredRecords(redis), new StatementStore(redis), new People(redis, auditSecrets()), KEYS);
    for await (const line of proven.lines(TENANT, times)) found.push(line.trimEnd());
    return found;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
    redis = await connectedClient(server);
    const events = Array.from({ length: 40 }, (_none, index) => ({
      at: Date.UTC(2026, 0, 1) + Math.floor(index / 10) * DAY_MS + index,
      subject: `subject_${index}`,
      commit: commitmentOf(People.of(index + 1)),
    }));
    const records = chainRecords(TENANT, MARK_KEY, events);
    const log = new StoredRecords(redis);
    const statements = new StatementStore(redis);
    const oldKeys = new ProofKeys(Buffer.alloc(32, 2), [], [MARK_KEY]);
    await storeRecords(redis, TENANT, records.slice(0, 25));
    await new Checkpoints(redis, statements, new AuditVerifier(log, statements, oldKeys), oldKeys).sign(TENANT);
    await storeRecords(redis, TENANT, records);
    const verifier = new AuditVerifier(log, statements, KEYS);
    await new Checkpoints(redis, statements, verifier, KEYS).sign(TENANT);
    await new Pruning(redis, log, statements, verifier, KEYS).prune(TENANT, '2026-01-02');
    lines = await exported();
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  /** Line of a record: the header, the tombstone, and the checkpoint of record 25 stand before. */
  const lineOf = (sequence: number): number => sequence - 9 + (sequence > 25 ? 1 : 0);
  const parsed = (sequence: number) => JSON.parse(lines[lineOf(sequence)] as string);
  const changed = (sequence: number, value: object): string[] => lines.with(lineOf(sequence), JSON.stringify(value));

  it('verifies as it came, by the key of the mesh or by one that it vouches for, and by no other', async () => {
    const [now, before] = KEYS.publicKeys as [string, string];
    for (const trusted of [undefined, [now], [before]]) {
      const proof = await verifyExport(each(lines), trusted);
      expect(proof).toMatchObject({
        valid: true,
        checked: 30,
        checkpoints: 2,
        fromSequence: 11,
        toSequence: 40,
        tenantId: TENANT,
        publicKey: now,
      });
    }
    const stranger = new SigningKey(Buffer.alloc(32, 9)).publicKey;
    expect(await verifyExport(each(lines), [stranger])).toMatchObject({ valid: false, fault: 'signature' });
  });

  it('names people where their key still is, and nobody where it is shredded', () => {
    expect(parsed(12)).toMatchObject({ event: { actor: { user_id: 'user_12' }, ip: '192.0.2.1' }, salt: 'salt 12' });
    expect(parsed(SHREDDED)).toMatchObject({ event: { actor: { user_id: null }, ip: null } });
    expect(parsed(SHREDDED).salt).toBeUndefined();
  });

  it('names the first bad record when somebody flips, removes, adds or moves', async () => {
    const sequence = fc.integer({ min: 11, max: 40 });
    const tampering = fc.oneof(
      fc.tuple(sequence, fc.nat(), fc.constantFrom(...'0aZ{" ')).map(([bad, place, letter]) => {
        const line = lines[lineOf(bad)] as string;
        const at = place % line.length;
        return { bad, file: lines.with(lineOf(bad), line.slice(0, at) + letter + line.slice(at + 1)) };
      }),
      sequence.map((bad) => ({ bad, file: lines.toSpliced(lineOf(bad), 1) })),
      fc
        .tuple(sequence, sequence)
        .filter(([a, b]) => a < b)
        .map(([a, b]) => {
          return { bad: a, file: lines.with(lineOf(a), lines[lineOf(b)] as string).with(lineOf(b), lines[lineOf(a)] as string) };
        }),
      fc
        .tuple(sequence, sequence)
        .filter(([a, b]) => a < b)
        .map(([a, b]) => {
          return { bad: a, file: lines.toSpliced(lineOf(a), 0, JSON.stringify({ ...parsed(b), sequence: a })) };
        }),
      sequence.map((bad) => ({ bad, file: lines.slice(0, lineOf(bad)) })),
    );
    await fc.assert(
      fc.asyncProperty(tampering, async ({ bad, file }) => {
        fc.pre(file.join('\n') !== lines.join('\n'));
        expect(await verifyExport(each(file))).toMatchObject({ valid: false, firstBadSequence: bad });
      }),
      { numRuns: 100 },
    );
  });

  it('is bad when any byte of it is another', async () => {
    const flip = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...'09aAZ_{}", '));
    await fc.assert(
      fc.asyncProperty(flip, async ([index, place, letter]) => {
        const line = lines[index % lines.length] as string;
        const at = place % line.length;
        fc.pre(line[at] !== letter);
        const file = lines.with(index % lines.length, line.slice(0, at) + letter + line.slice(at + 1));
        expect(await verifyExport(each(file))).toMatchObject({ valid: false });
      }),
      { numRuns: 200 },
    );
  });

  it('notices another person, place, deed or outcome than was hashed', async () => {
    const record = parsed(20);
    const { event } = record;
    for (const [value, detail] of [
      [{ ...record, event: { ...event, ip: '192.0.2.9' } }, 'another person or place'],
      [{ ...record, event: { ...event, actor: { ...event.actor, user_id: null } } }, 'another person or place'],
      [{ ...record, event: { ...event, action: 'networks.get' } }, 'something else'],
      [{ ...record, event: { ...event, outcome: 'denied' } }, 'something else'],
      [{ ...record, salt: undefined }, 'something else'],
    ] as const) {
      const proof = await verifyExport(each(changed(20, value)));
      expect(proof).toMatchObject({ fault: 'altered', firstBadSequence: 20, detail: expect.stringContaining(detail) });
    }
  });

  it('is bad without its tombstone, its last line, or with the last line of another file', async () => {
    expect(await verifyExport(each(lines.toSpliced(1, 1)))).toMatchObject({ fault: 'gap', firstBadSequence: 1 });
    expect(await verifyExport(each(lines.slice(0, -1)))).toMatchObject({ fault: 'truncated', firstBadSequence: 41 });
    const part = await exported({ toMs: Date.UTC(2026, 0, 3) });
    expect(await verifyExport(each([...lines.slice(0, -1), part.at(-1) as string]))).toMatchObject({ valid: false });
    for (const file of [[], ['{}'], ['no JSON']]) expect(await verifyExport(each(file))).toMatchObject({ valid: false });
  });

  it('has whole days when times are given, and none where there are none', async () => {
    const part = await exported({ fromMs: Date.UTC(2026, 0, 2, 12), toMs: Date.UTC(2026, 0, 3) });
    expect(await verifyExport(each(part))).toMatchObject({ valid: true, fromSequence: 11, toSequence: 30, checked: 20 });
    const later = await exported({ fromMs: Date.UTC(2026, 0, 3), toMs: Date.UTC(2026, 0, 3) });
    expect(JSON.parse(later[0] as string)).toMatchObject({ from: 21, to: 30, previous: expect.any(String) });
    expect(await verifyExport(each(later), KEYS.publicKeys.slice(0, 1))).toMatchObject({ valid: true, checked: 10 });
    const none = await exported({ fromMs: Date.UTC(2027, 0, 1) });
    expect(await verifyExport(each(none))).toMatchObject({ valid: true, checked: 0 });
  });

  it('is verified by the command, which says in words and by its exit code what it found', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-audit-'));
    const said: string[] = [];
    const write = (text: unknown): boolean => said.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation(write));
    try {
      const [good, bad] = [join(folder, 'good.ndjson'), join(folder, 'bad.ndjson')];
      writeFileSync(good, `${lines.join('\n')}\n`);
      writeFileSync(bad, `${lines.toSpliced(lineOf(17), 1).join('\n')}\n`);
      expect(await verifyAuditExport.run([good])).toBe(0);
      expect(await verifyAuditExport.run([good, '--public-key', KEYS.signing.publicKey])).toBe(0);
      expect(await verifyAuditExport.run([bad])).toBe(1);
      expect(await verifyAuditExport.run([join(folder, 'missing')])).toBe(2);
      expect(await verifyAuditExport.run([])).toBe(2);
      expect(await verifyAuditExport.run([good, '--public-key', 'x'])).toBe(2);
    } finally {
      for (const spy of spies) spy.mockRestore();
      rmSync(folder, { recursive: true });
    }
    expect(said[0]).toMatch(/^GOOD: records 11 to 40 \(30\) of tenant tenant_1/);
    expect(said[1]).toContain('The key you gave vouches for the file.');
    expect(said[2]).toMatch(/^BAD: the first bad record is 17 \(gap\)/);
    expect(said[3]).toContain('cannot be read');
  });
});
