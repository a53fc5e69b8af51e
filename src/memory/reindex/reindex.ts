import { Injectable } from '@nestjs/common';
import { IndexCheck } from '../index/index-check';
import { IndexFaults } from '../index/index-faults';
import { IndexInspectionStore } from '../index/index-inspection.store';
import { IndexedNetworks, type IndexedNetwork, type NetworkChoice } from './indexed-networks';

/** What is to be done, and who is told how far it is. */
export interface ReindexRequest {
  choice: NetworkChoice;
  /** Changes nothing. */
  isCheckOnly: boolean;
  /** Broken off between two steps when it is aborted; what was done holds. */
  signal: AbortSignal;
  onProgress: (progress: ReindexProgress) => void;
}

/** Memories looked at so far, and of how many about; entries put right so far. */
export interface ReindexProgress {
  networks: number;
  memories: number;
  ofMemories: number;
  mended: number;
}

/** What came of it. */
export interface ReindexResult {
  networks: number;
  memories: number;
  mended: number;
  /** What was wrong, and what is wrong still: of a check all of it. */
  found: IndexFaults;
  left: IndexFaults;
}

/** Rebuilds the indexes of networks from their memories while the service goes on: what is as it should be is not written again. */
@Injectable()
export class Reindex {
  constructor(
    private readonly networks: IndexedNetworks,
    private readonly inspection: IndexInspectionStore,
    private readonly check: IndexCheck,
  ) {}

  async run({ choice, isCheckOnly, signal, onProgress }: ReindexRequest): Promise<ReindexResult> {
    const networks = await this.networks.find(choice);
    const lives = await Promise.all(networks.map(async (network) => (await this.inspection.meta(network)).live));
    const progress: ReindexProgress = { networks: networks.length, memories: 0, ofMemories: lives.reduce((a, b) => a + b, 0), mended: 0 };
    const result: ReindexResult = { ...progress, found: new IndexFaults(), left: new IndexFaults() };
    for (const network of networks) {
      const found = new IndexFaults();
      await this.steps(network, found, !isCheckOnly, signal, (memories, mended) => {
        progress.memories += memories;
        progress.mended += mended;
        onProgress(progress);
      });
      result.found.addAll(found);
      if (isCheckOnly) result.left.addAll(found);
      else if (found.total > 0) await this.steps(network, result.left, false, signal, () => undefined);
    }
    return { ...result, memories: progress.memories, mended: progress.mended };
  }

  private async steps(
    network: IndexedNetwork,
    faults: IndexFaults,
    mends: boolean,
    signal: AbortSignal,
    onStep: (memories: number, mended: number) => void,
  ): Promise<void> {
    for await (const { memories, mended } of this.check.steps(network, faults, { isDeep: true, mends, lastPage: network.lastPage })) {
      signal.throwIfAborted();
      onStep(memories, mended);
    }
  }
}
