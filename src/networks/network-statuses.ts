import { Injectable } from '@nestjs/common';
import type { NetworkPlace } from '../redis';

/** Whether tasks of a network go on: nothing new begins in a paused one. */
export type NetworkStatus = 'active' | 'paused';
type Reader = (place: NetworkPlace) => Promise<NetworkStatus>;

/** The module right of this one that pauses networks tells how they stand; nothing is stored twice, so nothing can drift. */
@Injectable()
export class NetworkStatuses {
  private read?: Reader;

  /** Called once at start. */
  register(read: Reader): void {
    this.read = read;
  }

  async of(tenantId: string, networkId: string): Promise<NetworkStatus> {
    return (await this.read?.({ tenantId, networkId })) ?? 'active';
  }
}
