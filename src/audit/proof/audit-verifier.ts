import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { invalidField } from '../../errors';
import { StoredRecords } from '../log/stored-records';
import { ChainVerifier, type VerifierSettings } from './chain-verifier';
import { isCheckpointSigned, type Checkpoint } from './checkpoint';
import type { Proof } from './proof';
import { ProofKeys } from './proof-keys';
import { StatementStore, type Stored } from './statement.store';
import type { Tombstone } from './tombstone';

/** Which records to verify, inclusive; all that are kept without it. */
export interface VerifiedRange {
  fromSequence?: number;
  toSequence?: number;
  /** Stops the work; the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** A verdict, and the hash of the last record that was found good. */
export interface VerifiedLog {
  proof: Proof;
  link: Buffer;
}

/** Verifies the log of a tenant as it is stored: chain, marks, checkpoints, tombstones. Holds a page of it at a time. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly log: StoredRecords,
    private readonly statements: StatementStore,
    private readonly keys: ProofKeys,
  ) {}

  /** @throws MeshError 422 for a range that ends before it begins. A log that is not what it was is no error, but a `Proof` that says so. */
  async verify(tenantId: string, range: VerifiedRange = {}): Promise<Proof> {
    return (await this.read(tenantId, range)).proof;
  }

  /** As `verify`; `each` is told the hash and the sequence of every good record, in order. */
  async read(tenantId: string, range: VerifiedRange = {}, each?: (link: Buffer, sequence: number) => void): Promise<VerifiedLog> {
    const { fromSequence = 1, toSequence = Infinity } = range;
    if (fromSequence > toSequence) throw invalidField('from_sequence', 'must not be greater than to_sequence');
    const head = await this.log.head(tenantId);
    const tombstones = await this.statements.tombstones(tenantId);
    const verifier = await this.begin(tenantId, fromSequence, tombstones);
    const last = Math.min(toSequence, head?.sequence ?? 0);
    await this.follow(verifier, tenantId, { ...range, toSequence: last }, each);
    if (verifier.isUntouched && head !== undefined) {
      verifier.end(last);
      if (last === head.sequence) verifier.head(head.link);
    }
    if (last === head?.sequence || head === undefined) await this.beyond(verifier, tenantId, last);
    // What was pruned since the tombstones were read is not missing.
    if (!verifier.isUntouched && (await this.statements.tombstones(tenantId)).length > tombstones.length)
      return this.read(tenantId, range, each);
    return { proof: verifier.finish(last), link: verifier.link };
  }

  /** Starts behind the tombstones, or nearer: behind a signed checkpoint, which vouches for all before it. */
  private async begin(tenantId: string, fromSequence: number, tombstones: readonly Stored<Tombstone>[]): Promise<ChainVerifier> {
    const settings: VerifierSettings = { tenantId, markKeys: this.keys.markKeys, publicKeys: this.keys.publicKeys };
    const pruned = tombstones.at(-1)?.statement?.to ?? 0;
    const near = fromSequence > 1 ? await this.statements.lastCheckpoint(tenantId, fromSequence - 1) : undefined;
    if (near !== undefined && near.seq > pruned && this.isOurs(near, tenantId)) {
      return new ChainVerifier({ ...settings, start: { sequence: near.seq, link: Buffer.from(near.link, 'base64url') } });
    }
    const verifier = new ChainVerifier(settings);
    for (const { sequence, statement } of tombstones) {
      if (statement === undefined) verifier.fail('signature', sequence, `the tombstone of record ${sequence} cannot be read`);
      else verifier.tombstone(statement);
    }
    await this.learnKeys(verifier, tenantId);
    return verifier;
  }

  /** Which key followed which is said in checkpoints whose records may be gone. */
  private async learnKeys(verifier: ChainVerifier, tenantId: string): Promise<void> {
    for await (const { statement } of this.statements.checkpoints(tenantId, 0, verifier.expected - 2)) {
      if (statement !== undefined) verifier.checkpoint(statement);
    }
  }

  private isOurs(checkpoint: Checkpoint, tenantId: string): boolean {
    return checkpoint.tenant === tenantId && this.keys.publicKeys.includes(checkpoint.public_key) && isCheckpointSigned(checkpoint);
  }

  private async follow(
    verifier: ChainVerifier,
    tenantId: string,
    { toSequence = 0, signal }: VerifiedRange,
    each?: (link: Buffer, sequence: number) => void,
  ): Promise<void> {
    const first = verifier.expected;
    if (!verifier.isUntouched) return;
    const checkpoints = this.statements.checkpoints(tenantId, first - 1, toSequence);
    let checkpoint = await checkpoints.next();
    const tellUntil = async (sequence: number): Promise<void> => {
      while (checkpoint.done !== true && checkpoint.value.sequence <= sequence) {
        const { sequence: at, statement } = checkpoint.value;
        if (statement?.seq === at) verifier.checkpoint(statement);
        else verifier.fail('signature', at, `the checkpoint of record ${at} cannot be read`);
        checkpoint = await checkpoints.next();
      }
    };
    await tellUntil(first - 1);
    if (first > toSequence) return;
    for await (const page of this.log.between(tenantId, first, toSequence)) {
      signal?.throwIfAborted();
      for (const record of page) {
        verifier.record(record);
        if (verifier.isUntouched) each?.(record.link, record.sequence);
        if (checkpoint.done !== true && checkpoint.value.sequence <= record.sequence) await tellUntil(record.sequence);
      }
      if (verifier.isSettled) return;
      await setImmediate();
    }
  }

  /** Checkpoints of records that are no longer there. */
  private async beyond(verifier: ChainVerifier, tenantId: string, last: number): Promise<void> {
    const head = await this.log.head(tenantId);
    for await (const { sequence, statement } of this.statements.checkpoints(tenantId, last + 1)) {
      // Records that came since have their checkpoints, too.
      if (sequence <= (head?.sequence ?? 0)) continue;
      if (statement !== undefined && isCheckpointSigned(statement)) verifier.end(sequence);
      else verifier.fail('signature', sequence, `the checkpoint of record ${sequence} is not signed as it stands`);
    }
  }
}
