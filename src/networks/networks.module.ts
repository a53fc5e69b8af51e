import { Module } from '@nestjs/common';
import { AgentsController } from './agents.controller';
import { AgentTypes } from './agent-types';
import { ErasedNetworks } from './erased-networks';
import { NetworkCounts } from './network-counts';
import { NetworkRestoration } from './network-restoration';
import { NetworkStatuses } from './network-statuses';
import { NetworkViews } from './network-views';
import { NetworkStore } from './network.store';
import { NetworksController } from './networks.controller';
import { NetworksRpc } from './networks.rpc';
import { NetworksService } from './networks.service';

/** Networks and their agents' configuration; whoever keeps things in a network asks here whether it exists. */
@Module({
  controllers: [NetworksController, AgentsController, NetworksRpc],
  providers: [AgentTypes, ErasedNetworks, NetworkStore, NetworksService, NetworkCounts, NetworkStatuses, NetworkViews, NetworkRestoration],
  exports: [AgentTypes, ErasedNetworks, NetworksService, NetworkCounts, NetworkStatuses, NetworkViews, NetworkRestoration],
})
export class NetworksModule {}
