import { Inject, Injectable, Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import { ErasedNetworks, NetworksService } from '../../networks';
import type { NetworkPlace } from '../../redis';
import { NETWORK_ERASERS, type NetworkEraser } from './network-eraser';
import { PERSON_ERASERS, type PersonEraser } from './person-eraser';
import type { CountsByType, ErasureReceipt } from './receipt';

/** One kind of what is to go, whatever the erasure is about. */
interface Kind {
  type: string;
  erase(signal: AbortSignal): Promise<number>;
  remaining(signal: AbortSignal): Promise<number>;
}

/** Removes all there is of a subject, and looks whether anything is left. */
@Injectable()
export class ErasureRounds {
  private readonly logger = new Logger(ErasureRounds.name);

  constructor(
    @Inject(NETWORK_ERASERS) private readonly ofNetwork: readonly NetworkEraser[],
    @Inject(PERSON_ERASERS) private readonly ofPerson: readonly PersonEraser[],
    private readonly erased: ErasedNetworks,
    private readonly networks: NetworksService,
  ) {}

  /** Lets nobody write in a network any more, nor find it. */
  async closeNetwork(place: NetworkPlace): Promise<void> {
    await this.erased.mark(place);
    await this.networks.remove(place);
  }

  /**
   * Goes through all kinds once and counts in the receipt what went. One that fails does not keep the others. @throws the reason of `signal`
   * once that is aborted
   */
  async round(receipt: ErasureReceipt, signal: AbortSignal): Promise<void> {
    const { tenantId, subject } = receipt;
    if (subject.kind === 'network') await this.erased.mark({ tenantId, networkId: subject.id });
    receipt.failures = {};
    for (const kind of this.kindsOf(receipt)) {
      await this.attempt(receipt, kind, signal, async () => {
        const count = await kind.erase(signal);
        receipt.removed[kind.type] = (receipt.removed[kind.type] ?? 0) + count;
      });
    }
    receipt.rounds += 1;
  }

  /** Looks for what is left, and writes it in the receipt; resolves to whether nothing is, and all could be looked at. */
  async verify(receipt: ErasureReceipt, signal: AbortSignal): Promise<boolean> {
    const remaining: CountsByType = {};
    for (const kind of this.kindsOf(receipt)) {
      await this.attempt(receipt, kind, signal, async () => {
        remaining[kind.type] = await kind.remaining(signal);
      });
    }
    receipt.remaining = remaining;
    return Object.keys(receipt.failures).length === 0 && Object.values(remaining).every((count) => count === 0);
  }

  private kindsOf({ tenantId, subject: { kind, id } }: ErasureReceipt): Kind[] {
    const boundTo =
      <Subject>(subject: Subject) =>
      (eraser: Eraser<Subject>): Kind => ({
        type: eraser.type,
        erase: (signal) => eraser.erase(subject, signal),
        remaining: (signal) => eraser.remaining(subject, signal),
      });
    return kind === 'network'
      ? this.ofNetwork.map(boundTo({ tenantId, networkId: id }))
      : this.ofPerson.map(boundTo({ tenantId, userId: id }));
  }

  private async attempt(receipt: ErasureReceipt, { type }: Kind, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
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

/** What erasers of networks and of persons have in common. */
interface Eraser<Subject> {
  readonly type: string;
  erase(subject: Subject, signal: AbortSignal): Promise<number>;
  remaining(subject: Subject, signal: AbortSignal): Promise<number>;
}
