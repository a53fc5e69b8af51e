export type { AgentConfig, AgentExample } from './agent-config';
export { AgentTypes, type AgentSkills } from './agent-types';
export type { Network } from './network';
export { NetworkCounts } from './network-counts';
export { NetworkRestoration, type NetworkRestorer } from './network-restoration';
export { NetworkStatuses } from './network-statuses';
export { NetworkViews } from './network-views';
export { NetworksModule } from './networks.module';
export { NetworksService } from './networks.service';
