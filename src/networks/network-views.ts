import { Injectable } from '@nestjs/common';
import type { Network } from './network';
import { NetworkCounts } from './network-counts';
import { NetworkStatuses } from './network-statuses';
import { NetworkStore } from './network.store';
import { networkView } from './network.view';

/** Networks as clients see them, with what others keep and know of them. */
@Injectable()
export class NetworkViews {
  constructor(
    private readonly store: NetworkStore,
    private readonly counts: NetworkCounts,
    private readonly statuses: NetworkStatuses,
  ) {}

  async of(tenantId: string, network: Network) {
    return { ...networkView(network), status: await this.statuses.of(tenantId, network.networkId) };
  }

  async withCounts(tenantId: string, network: Network) {
    const [view, agentCount, counts] = await Promise.all([
      this.of(tenantId, network),
      this.store.countAgents(tenantId, network.networkId),
      this.counts.of(tenantId, network.networkId),
    ]);
    return { ...view, agent_count: agentCount, ...counts };
  }
}
