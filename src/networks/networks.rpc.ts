import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreationSeed, CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { AgentTypes } from './agent-types';
import { agentView } from './agent.view';
import { CreateNetworkDto } from './dto/create-network.dto';
import { NetworkMessage } from './dto/network.message';
import { NetworkViews } from './network-views';
import { networkView } from './network.view';
import { NetworksService } from './networks.service';
import { REPEATABLE } from '../redis';

/** Networks over Redis messages. */
@Controller()
export class NetworksRpc {
  constructor(
    private readonly networks: NetworksService,
    private readonly views: NetworkViews,
    private readonly types: AgentTypes,
  ) {}

  @MessagePattern('mesh.networks.create')
  @Idempotent()
  @RequireScope('networks:write')
  async create(@CurrentPrincipal() principal: Principal, @CreationSeed() seed: string | undefined, @Payload() message: CreateNetworkDto) {
    return networkView(await this.networks.create(principal, message, seed));
  }

  @MessagePattern('mesh.networks.get', REPEATABLE)
  @RequireScope('networks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Payload() message: NetworkMessage) {
    return this.views.of(tenantId, await this.networks.get(tenantId, message.network_id));
  }

  @MessagePattern('mesh.agents.list', REPEATABLE)
  @RequireScope('agents:read')
  async agents(@CurrentPrincipal() { tenantId }: Principal, @Payload() message: NetworkMessage) {
    const agents = await this.networks.agents(tenantId, message.network_id);
    return { data: agents.map((agent) => agentView(agent, this.types.skillsOf(agent))), next_cursor: null };
  }
}
