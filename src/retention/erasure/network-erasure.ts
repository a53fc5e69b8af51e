import { Inject, Injectable, Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import { ErasedNetworks, NetworksService } from '../../networks';
import type { NetworkPlace } from '../../redis';
import { NETWORK_ERASERS, type NetworkEraser } from './network-eraser';
import type { CountsByType, ErasureReceipt } from './receipt';

/** Removes all that a network holds, and looks whether anything is left. */
@Injectable()
export class NetworkErasure {
  private readonly logger = new Logger(NetworkErasure.name);

  constructor(
    @Inject(NETWORK_ERASERS) private readonly erasers: readonly NetworkEraser[],
    private readonly erased: ErasedNetworks,
    private readonly networks: NetworksService,
  ) {}

  /** Lets nobody write in the network any more, nor find it. */
  async begin(place: NetworkPlace): Promise<void> {
    await this.erased.mark(place);
    await this.networks.remove(place);
  }

  /**
   * Goes through all kinds once and counts in the receipt what went. One that fails does not keep the others. @throws the reason of `signal`
   * once that is aborted
   */
  async round(receipt: ErasureReceipt, signal: AbortSignal): Promise<void> {
    const place = { tenantId: receipt.tenantId, networkId: receipt.subject.id };
    await this.erased.mark(place);
    receipt.failures = {};
    for (const eraser of this.erasers) {
      await this.attempt(receipt, eraser, signal, async () => {
        const count = await eraser.erase(place, signal);
        receipt.removed[eraser.type] = (receipt.removed[eraser.type] ?? 0) + count;
      });
    }
    receipt.rounds += 1;
  }

  /** Looks for what is left, and writes it in the receipt; resolves to whether nothing is, and all could be looked at. */
  async verify(receipt: ErasureReceipt, signal: AbortSignal): Promise<boolean> {
    const place = { tenantId: receipt.tenantId, networkId: receipt.subject.id };
    const remaining: CountsByType = {};
    for (const eraser of this.erasers) {
      await this.attempt(receipt, eraser, signal, async () => {
        remaining[eraser.type] = await eraser.remaining(place, signal);
      });
    }
    receipt.remaining = remaining;
    return Object.keys(receipt.failures).length === 0 && Object.values(remaining).every((count) => count === 0);
  }

  private async attempt(receipt: ErasureReceipt, { type }: NetworkEraser, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    signal.throwIfAborted();
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      receipt.failures[type] = error instanceof MeshError ? error.code : 'internal';
      this.logger.warn({ erasureId: receipt.erasureId, type, err: error }, 'a type of data could not be erased; it is tried again');
    }
  }
}
