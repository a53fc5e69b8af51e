import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LedLoop, RedisClient } from '../../redis';
import { tenantsWithLog } from '../log/tenants-with-log';
import { AuditVerifier } from './audit-verifier';
import { signCheckpoint, type Checkpoint } from './checkpoint';
import { ProofKeys } from './proof-keys';
import { StatementStore } from './statement.store';

const HOUR_MS = 3_600_000;
/** How late after the hour a checkpoint may come. */
const LOOK_EVERY_MS = 60_000;

/**
 * Signs what each log says: at every full UTC hour, which ends the days too, and at the first look after a rotation of the key. Signs only what
 * verifies since the last checkpoint, so that no signature ever covers a record that somebody else wrote. Every checkpoint is a line of
 * the process log too: an anchor that whoever writes to Redis cannot reach.
 */
@Injectable()
export class Checkpoints implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Checkpoints.name);
  private readonly loop: LedLoop;
  /** The hour whose turn this process took, in hours since 1970. */
  private doneHour?: number;

  constructor(
    private readonly redis: RedisClient,
    private readonly statements: StatementStore,
    private readonly verifier: AuditVerifier,
    private readonly keys: ProofKeys,
  ) {
    this.loop = new LedLoop(redis, 'audit-checkpoints', LOOK_EVERY_MS, (signal) => this.takeTurn(signal));
  }

  onModuleInit(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Signs every log that has new records. One that does not verify does not keep the others from it. */
  async signAll(signal?: AbortSignal): Promise<void> {
    for await (const tenantId of tenantsWithLog(this.redis)) {
      signal?.throwIfAborted();
      await this.sign(tenantId, signal);
    }
  }

  /** Signs the log of a tenant up to its last record; undefined when there is nothing new, or the log does not verify. */
  async sign(tenantId: string, signal?: AbortSignal): Promise<Checkpoint | undefined> {
    const last = await this.statements.lastCheckpoint(tenantId);
    const { proof, link } = await this.verifier.read(tenantId, { fromSequence: (last?.seq ?? 0) + 1, ...(signal && { signal }) });
    if (!proof.valid) {
      const { fault, firstBadSequence, detail } = proof;
      this.logger.error({ tenantId, fault, firstBadSequence, detail }, 'the audit log does not verify: no checkpoint is signed');
      return undefined;
    }
    const seq = proof.toSequence;
    const isSameKey = last?.public_key === this.keys.signing.publicKey;
    if (seq === 0 || (last !== undefined && isSameKey && last.seq >= seq)) return undefined;
    const previous = this.keys.previous.find(({ publicKey }) => publicKey === last?.public_key);
    const checkpoint = signCheckpoint(this.keys.signing, { tenant: tenantId, seq, link, at: new Date() }, isSameKey ? undefined : previous);
    await this.statements.addCheckpoint(checkpoint);
    this.logger.log({ checkpoint }, 'audit checkpoint');
    return checkpoint;
  }

  private async takeTurn(signal: AbortSignal): Promise<void> {
    const hour = Math.floor(Date.now() / HOUR_MS);
    if (hour === this.doneHour) return;
    await this.signAll(signal);
    this.doneHour = hour;
  }
}
