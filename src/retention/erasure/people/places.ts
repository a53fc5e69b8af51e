import { Injectable } from '@nestjs/common';
import { NetworksService, type Network } from '../../../networks';
import type { NetworkPlace } from '../../../redis';

const NETWORKS_AT_ONCE = 50;

/** The networks of a tenant, in all of which a person may have left something: there is no list of those where it has. */
@Injectable()
export class Places {
  constructor(private readonly networks: NetworksService) {}

  async *of(tenantId: string, signal: AbortSignal): AsyncGenerator<{ place: NetworkPlace; network: Network }> {
    for (let cursor: string | undefined; ;) {
      const page = await this.networks.list(tenantId, { limit: NETWORKS_AT_ONCE, cursor });
      for (const network of page.data) {
        signal.throwIfAborted();
        yield { place: { tenantId, networkId: network.networkId }, network };
      }
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }
}
