import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { RedisClient } from '../../redis';
import { columnsKey, daysKey, goneAtOf, streamKey } from '../log/log-keys';
import { StoredRecords } from '../log/stored-records';
import { AuditVerifier } from './audit-verifier';
import { MerkleTree } from './merkle-tree';
import { ProofKeys } from './proof-keys';
import { StatementStore } from './statement.store';
import { signTombstone } from './tombstone';

/** How days are removed. */
export interface PruneSettings {
  /** Tells what would be removed, and whether it verifies, and removes nothing. */
  dryRun?: boolean;
  /** Removes what does not verify, too; the tombstone says so. */
  force?: boolean;
  signal?: AbortSignal;
}

/** What was removed, or would be; `toSequence` is less than `fromSequence` for nothing. */
export interface Pruned {
  days: number;
  records: number;
  fromSequence: number;
  toSequence: number;
}

/**
 * Removes days of a log whose time is over. A signed tombstone stands in their place before the first of them goes: whatever happens on the way, what
 * remains verifies, and the next run removes what is left.
 */
@Injectable()
export class Pruning {
  constructor(
    private readonly redis: RedisClient,
    private readonly log: StoredRecords,
    private readonly statements: StatementStore,
    private readonly verifier: AuditVerifier,
    private readonly keys: ProofKeys,
  ) {}

  /**
   * Removes all days before `beforeDay` (UTC, `2026-11-23`).
   * @throws MeshError 409 `audit-log-broken` naming the first bad record when they do not verify; nothing is removed then.
   */
  async prune(tenantId: string, beforeDay: string, settings: PruneSettings = {}): Promise<Pruned> {
    const head = await this.log.head(tenantId);
    const days = await this.log.days(tenantId);
    const gone = days.filter(({ day }) => day < beforeDay);
    const firstKept = days.find(({ day }) => day >= beforeDay)?.firstSequence;
    const fromSequence = ((await this.statements.tombstones(tenantId)).at(-1)?.statement?.to ?? 0) + 1;
    const toSequence = gone.length === 0 ? fromSequence - 1 : firstKept === undefined ? (head?.sequence ?? 0) : firstKept - 1;
    const records = Math.max(0, toSequence - fromSequence + 1);
    const pruned = { days: gone.length, records, fromSequence, toSequence };
    if (records > 0) await this.bury(tenantId, pruned, settings);
    if (settings.dryRun === true) return pruned;
    for (const { day } of gone) await this.remove(tenantId, day);
    await this.statements.removeCheckpoints(tenantId, toSequence);
    return pruned;
  }

  /** Lets every day that is there live for `days`, however long it was to live when it was written. */
  async keepFor(tenantId: string, days: number): Promise<void> {
    for (const { day } of await this.log.days(tenantId)) {
      const goneAtMs = goneAtOf(day, days);
      await this.redis.run((redis) =>
        Promise.all([streamKey(tenantId, day), columnsKey(tenantId, day)].map((key) => redis.pexpireat(key, goneAtMs))),
      );
    }
  }

  private async bury(
    tenantId: string,
    { fromSequence, toSequence, records }: Pruned,
    { dryRun, force, signal }: PruneSettings,
  ): Promise<void> {
    const tree = new MerkleTree();
    const range = { fromSequence, toSequence, ...(signal && { signal }) };
    let count = 0;
    const { proof, link } = await this.verifier.read(tenantId, range, (linked, sequence) => {
      // Verification may begin before the range, at a checkpoint.
      if (sequence < fromSequence) return;
      tree.add(linked);
      count += 1;
    });
    const isWhole = proof.valid && count === records;
    if (!isWhole && force !== true) {
      const detail = proof.valid ? 'records changed while they were read' : proof.detail;
      throw new MeshError('conflict', 'audit-log-broken', `the days to remove do not verify: ${detail}`);
    }
    if (dryRun === true) return;
    const last = isWhole ? link : await this.linkOf(tenantId, toSequence);
    const tombstone = signTombstone(this.keys.signing, {
      tenant: tenantId,
      from: fromSequence,
      to: toSequence,
      count: records,
      root: tree.root().toString('base64url'),
      link: last.toString('base64url'),
      at: new Date().toISOString(),
      ...(!isWhole && { unverified: proof.detail }),
    });
    await this.statements.addTombstone(tombstone);
  }

  /** The hash that what remains is chained to, where the chain before it is broken. */
  private async linkOf(tenantId: string, sequence: number): Promise<Buffer> {
    for await (const page of this.log.between(tenantId, sequence, sequence)) for (const { link } of page) return link;
    throw new MeshError('conflict', 'audit-log-broken', `record ${sequence} is not there, so that nothing can follow it`);
  }

  private async remove(tenantId: string, day: string): Promise<void> {
    await this.redis.run((redis) => redis.unlink(streamKey(tenantId, day), columnsKey(tenantId, day)));
    // Last, so that a run that was cut off finds the day again.
    await this.redis.run((redis) => redis.zrem(daysKey(tenantId), day));
  }
}
