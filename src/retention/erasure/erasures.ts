import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuditLog, newEventId } from '../../audit';
import { ServerConfig } from '../../config';
import { NetworksService } from '../../networks';
import { LedLoop, newId, RedisClient } from '../../redis';
import { KeysService } from '../../security';
import { ErasureRounds } from './erasure-rounds';
import { ErasureStore } from './erasure.store';
import type { ErasureReceipt, ErasureSubject } from './receipt';

const LOOK_EVERY_MS = 1_000;
/** Erasures that one turn takes up. */
const ERASURES_AT_ONCE = 10;
/** Milliseconds after which what was under way when an erasure began has ended: no command to Redis waits for half as long. */
const SETTLED_MS = 3_000;
/** Milliseconds until a round that failed, or found something left, is followed by another: twice as many each time. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Erasures, from the request to the proof. Whoever asks for that of a network is answered once nothing can be found or written there any more; one process of those with the
 * role `worker` then removes everything, looks a second time, and does both again until nothing is left. What is under way when it dies, another
 * goes on with.
 */
@Injectable()
export class Erasures implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Erasures.name);
  private readonly loop: LedLoop;

  constructor(
    redis: RedisClient,
    private readonly server: ServerConfig,
    private readonly store: ErasureStore,
    private readonly networks: NetworksService,
    private readonly keys: KeysService,
    private readonly rounds: ErasureRounds,
    private readonly audit: AuditLog,
  ) {
    this.loop = new LedLoop(redis, 'erasures', LOOK_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.server.hosts('worker')) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Begins an erasure; the one under way is answered where there is one. @throws MeshError 404 when the tenant has no such network, 409 for the user of the bootstrap key. */
  async erase(tenantId: string, subject: ErasureSubject, requestedBy: string): Promise<ErasureReceipt> {
    if (subject.kind === 'user') this.keys.assertForgettable(tenantId, subject.id);
    const known = await this.store.findOf(tenantId, subject);
    if (known !== undefined && known.status !== 'completed') return known;
    const isNetwork = subject.kind === 'network';
    if (isNetwork) await this.networks.get(tenantId, subject.id);
    const requestedAt = new Date().toISOString();
    const fresh = { erasureId: newId('erasure'), tenantId, subject, requestedBy, requestedAt };
    const receipt: ErasureReceipt = { ...fresh, status: 'pending', rounds: 0, removed: isNetwork ? { networks: 1 } : {}, failures: {} };
    // First, so that whatever fails from here on is done by the loop.
    await this.store.keep(receipt);
    await this.store.schedule(receipt, Date.now());
    if (isNetwork) await this.rounds.closeNetwork({ tenantId, networkId: subject.id });
    this.loop.hurry();
    return receipt;
  }

  private async turn(signal: AbortSignal): Promise<void> {
    for (const receipt of await this.store.due(Date.now(), ERASURES_AT_ONCE)) await this.goOn(receipt, signal);
  }

  private async goOn(receipt: ErasureReceipt, signal: AbortSignal): Promise<void> {
    receipt.status = 'running';
    receipt.startedAt ??= new Date().toISOString();
    await this.rounds.round(receipt, signal);
    const isSettled = Date.now() - Date.parse(receipt.startedAt) >= SETTLED_MS;
    if (isSettled && (await this.rounds.verify(receipt, signal))) return this.complete(receipt);
    await this.store.keep(receipt);
    const pauseMs = isSettled ? Math.min(FIRST_PAUSE_MS * 2 ** Math.min(receipt.rounds, 20), LONGEST_PAUSE_MS) : SETTLED_MS;
    await this.store.schedule(receipt, Date.now() + pauseMs);
  }

  private async complete(receipt: ErasureReceipt): Promise<void> {
    Object.assign(receipt, { status: 'completed', completedAt: new Date().toISOString() });
    if (receipt.subject.kind === 'user') await this.store.forgetSubject(receipt);
    else await this.store.keep(receipt);
    await this.store.unschedule(receipt);
    this.note(receipt);
    this.logger.log({ erasureId: receipt.erasureId, rounds: receipt.rounds }, 'an erasure is complete: nothing is left');
  }

  private note({ tenantId, erasureId, startedAt = '', requestedBy }: ErasureReceipt): void {
    const atMs = Date.parse(startedAt);
    this.audit.record({
      id: newEventId(),
      tenantId,
      atMs,
      actor: { kind: 'system', name: 'retention', keyId: requestedBy },
      action: 'erasure.complete',
      resource: { kind: 'erasure', id: erasureId },
      outcome: 'allowed',
      durationMs: Date.now() - atMs,
    });
  }
}
