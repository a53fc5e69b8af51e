import { Logger } from '@nestjs/common';
import { auditKey } from '../../src/audit/audit-keys';
import { AuditVerifier } from '../../src/audit/proof/audit-verifier';
import { Checkpoints } from '../../src/audit/proof/checkpoints';
import { ProofKeys } from '../../src/audit/proof/proof-keys';
import { Pruning } from '../../src/audit/proof/pruning';
import { StatementStore } from '../../src/audit/proof/statement.store';
import type { SealedRecord } from '../../src/audit/sealed-record';
import type { RedisClient } from '../../src/redis';
import { chainRecords, DAY_MS } from '../audit-records';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';
import { storeRecords } from './stored-audit';
import { StoredRecords } from '../../src/audit/log/stored-records';

const MARK_KEY = Buffer.alloc(32, 1);
const [OLD_SEED, SEED] = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const FIRST_DAY_MS = Date.UTC(2026, 0, 1);
const PER_DAY = 10;

let tenants = 0;

describe('proofs of a stored audit log', () => {
  let server: RedisServer;
  let redis: RedisClient;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await RedisServer.start();
    redis = await connectedClient(server);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  function proofs(seed = SEED, previousSeeds: Buffer[] = []) {
    const keys = new ProofKeys(seed, previousSeeds, [MARK_KEY]);
    const log = new StoredRecords(redis);
    const statements = new StatementStore(redis);
    const verifier = new AuditVerifier(log, statements, keys);
    const checkpoints = new Checkpoints(redis, statements, verifier, keys);
    return { statements, verifier, checkpoints, pruning: new Pruning(redis, log, statements, verifier, keys) };
  }

  /** A log of its own with `days` days of ten records. */
  async function logOf(days: number): Promise<{ tenantId: string; records: SealedRecord[] }> {
    const tenantId = `tenant_${(tenants += 1)}`;
    const events = Array.from({ length: days * PER_DAY }, (_none, index) => ({
      at: FIRST_DAY_MS + Math.floor(index / PER_DAY) * DAY_MS + index,
    }));
    const records = chainRecords(tenantId, MARK_KEY, events);
    await storeRecords(redis, tenantId, records);
    return { tenantId, records };
  }

  async function grow(tenantId: string, records: SealedRecord[], count: number): Promise<SealedRecord[]> {
    const more = chainRecords(
      tenantId,
      MARK_KEY,
      Array.from({ length: count }, () => ({ at: FIRST_DAY_MS + 9 * DAY_MS })),
      records.at(-1),
    );
    await storeRecords(redis, tenantId, more);
    return [...records, ...more];
  }

  const remove = (tenantId: string, { day, sequence }: SealedRecord) =>
    redis.run((r) => r.xdel(auditKey(tenantId, 'day', day), `${sequence}-0`));

  it('verifies whole, in part, and empty', async () => {
    const { verifier, checkpoints } = proofs();
    const { tenantId } = await logOf(3);
    await checkpoints.sign(tenantId);
    expect(await verifier.verify(tenantId)).toMatchObject({ valid: true, checked: 30, checkpoints: 1, fromSequence: 1, toSequence: 30 });
    expect(await verifier.verify(tenantId, { toSequence: 12 })).toMatchObject({ valid: true, checked: 12 });
    expect(await verifier.verify('tenant_without_a_log')).toMatchObject({ valid: true, checked: 0, toSequence: 0 });
    await expect(verifier.verify(tenantId, { fromSequence: 3, toSequence: 2 })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('begins a part at the checkpoint before it', async () => {
    const { verifier, checkpoints } = proofs();
    const { tenantId, records } = await logOf(1);
    await checkpoints.sign(tenantId);
    await grow(tenantId, records, 5);
    expect(await verifier.verify(tenantId, { fromSequence: 13 })).toMatchObject({ valid: true, fromSequence: 11, checked: 5 });
  });

  it('names what is missing in the middle and at the end', async () => {
    const { verifier, checkpoints } = proofs();
    const { tenantId, records } = await logOf(3);
    await checkpoints.sign(tenantId);
    await remove(tenantId, records[29] as SealedRecord);
    expect(await verifier.verify(tenantId)).toMatchObject({ fault: 'truncated', firstBadSequence: 30 });
    const shorter = records[28] as SealedRecord;
    await redis.run((r) => r.hset(auditKey(tenantId, 'head'), 'sequence', shorter.sequence, 'link', shorter.link));
    expect(await verifier.verify(tenantId)).toMatchObject({ fault: 'truncated', firstBadSequence: 30 });
    await remove(tenantId, records[14] as SealedRecord);
    expect(await verifier.verify(tenantId)).toMatchObject({ fault: 'gap', firstBadSequence: 15, checked: 14 });
  });

  it('signs what is new since the last checkpoint, and nothing that does not verify', async () => {
    const { checkpoints, statements } = proofs();
    const { tenantId, records } = await logOf(1);
    expect(await checkpoints.sign(tenantId)).toMatchObject({ seq: 10, link: records[9]?.link.toString('base64url') });
    expect(await checkpoints.sign(tenantId)).toBeUndefined();
    const longer = await grow(tenantId, records, 5);
    await remove(tenantId, longer[12] as SealedRecord);
    await checkpoints.signAll();
    expect(await statements.lastCheckpoint(tenantId)).toMatchObject({ seq: 10 });
  });

  it('stays provable when the key of the signatures changes', async () => {
    const { tenantId, records } = await logOf(1);
    await proofs(OLD_SEED).checkpoints.sign(tenantId);
    await grow(tenantId, records, 5);
    const rotated = proofs(SEED, [OLD_SEED]);
    expect(await rotated.checkpoints.sign(tenantId)).toMatchObject({ seq: 15, previous_signature: expect.any(String) });
    // Even to who has no longer the former key.
    expect(await proofs(SEED).verifier.verify(tenantId)).toMatchObject({ valid: true, checkpoints: 2 });
    expect(await proofs(Buffer.alloc(32, 4)).verifier.verify(tenantId)).toMatchObject({ fault: 'signature', firstBadSequence: 10 });
  });

  it('leaves a tombstone for days that are removed, and what remains verifies', async () => {
    const { verifier, checkpoints, pruning, statements } = proofs();
    const { tenantId } = await logOf(4);
    await checkpoints.sign(tenantId);
    const dry = await pruning.prune(tenantId, '2026-01-03', { dryRun: true });
    expect(dry).toEqual({ days: 2, records: 20, fromSequence: 1, toSequence: 20 });
    expect(await verifier.verify(tenantId)).toMatchObject({ fromSequence: 1, checked: 40 });
    expect(await pruning.prune(tenantId, '2026-01-03')).toEqual(dry);
    expect(await verifier.verify(tenantId)).toMatchObject({ valid: true, checked: 20, checkpoints: 1 });
    expect(await pruning.prune(tenantId, '2026-01-04')).toEqual({ days: 1, records: 10, fromSequence: 21, toSequence: 30 });
    expect(await pruning.prune(tenantId, '2026-01-04')).toMatchObject({ days: 0, records: 0 });
    expect(await verifier.verify(tenantId)).toMatchObject({ valid: true, checked: 10 });
    expect((await statements.tombstones(tenantId)).map(({ statement }) => statement?.to)).toEqual([20, 30]);
    await redis.run((r) => r.del(auditKey(tenantId, 'tombstones')));
    expect(await verifier.verify(tenantId)).toMatchObject({ fault: 'gap', firstBadSequence: 1 });
  });

  it('removes nothing that does not verify, unless it is forced to, and says so then', async () => {
    const { pruning, statements, verifier } = proofs();
    const { tenantId, records } = await logOf(3);
    await remove(tenantId, records[4] as SealedRecord);
    await expect(pruning.prune(tenantId, '2026-01-03')).rejects.toMatchObject({ code: 'audit-log-broken' });
    expect(await redis.run((r) => r.xlen(auditKey(tenantId, 'day', '2026-01-01')))).toBe(9);
    expect(await pruning.prune(tenantId, '2026-01-03', { force: true })).toMatchObject({ records: 20 });
    expect((await statements.tombstones(tenantId))[0]?.statement).toMatchObject({ unverified: expect.stringContaining('record 5') });
    expect(await verifier.verify(tenantId)).toMatchObject({ valid: true, checked: 10 });
  });

  it('finishes a removal that was cut off behind the tombstone', async () => {
    const { pruning, verifier } = proofs();
    const { tenantId, records } = await logOf(2);
    await pruning.prune(tenantId, '2026-01-02');
    await storeRecords(redis, tenantId, records); // as if nothing had been removed yet
    expect(await verifier.verify(tenantId)).toMatchObject({ valid: true, checked: 10 });
    expect(await pruning.prune(tenantId, '2026-01-02')).toMatchObject({ days: 1, records: 0 });
    expect(await redis.run((r) => r.exists(auditKey(tenantId, 'day', '2026-01-01')))).toBe(0);
  });
});
