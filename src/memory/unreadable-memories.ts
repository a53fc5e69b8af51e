import { Logger } from '@nestjs/common';
import { MeshError } from '../errors';
import type { MemoryPlace } from './index/memory-index.store';

/** Networks that are remembered as told of; behind them some may be told of once more. */
const MAX_NETWORKS = 10_000;

/** Stored memories whose bodies this process cannot read: told once for each network, and passed over wherever there are others. */
export class UnreadableMemories {
  private readonly logger = new Logger(UnreadableMemories.name);
  private readonly told = new Set<string>();

  /** What `read` resolves to, undefined where the body is the matter. */
  async passOver<Found>(place: MemoryPlace, number: number, read: () => Promise<Found>): Promise<Found | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof MeshError && error.code === 'memory-undecodable')) throw error;
      this.tell(place, number, error);
      return undefined;
    }
  }

  private tell({ tenantId, networkId }: MemoryPlace, number: number, error: MeshError): void {
    const name = `${tenantId} ${networkId}`;
    if (this.told.has(name)) return;
    if (this.told.size >= MAX_NETWORKS) this.told.clear();
    this.told.add(name);
    this.logger.error({ tenantId, networkId, number, detail: error.message }, 'a stored memory cannot be read; it is passed over');
  }
}
