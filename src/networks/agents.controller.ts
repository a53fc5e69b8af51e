import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CreationSeed, CurrentPrincipal, Idempotent, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../security';
import type { AgentConfig } from './agent-config';
import { AgentTypes } from './agent-types';
import { agentView } from './agent.view';
import { AgentConfigDto } from './dto/agent-config.dto';
import { NetworksService } from './networks.service';

/** `/networks/{network_id}/agents`. */
@ApiTags('agents')
@ApiBearerAuth()
@Controller('networks/:networkId/agents')
export class AgentsController {
  constructor(
    private readonly networks: NetworksService,
    private readonly types: AgentTypes,
  ) {}

  @Post()
  @Idempotent()
  @RequireScope('agents:write')
  async add(
    @CurrentPrincipal() { tenantId }: Principal,
    @CreationSeed() seed: string | undefined,
    @Param('networkId') networkId: string,
    @Body() body: AgentConfigDto,
  ) {
    return this.view(await this.networks.addAgent(tenantId, networkId, body, seed));
  }

  /** At most 50, so always one page. */
  @Get()
  @RequireScope('agents:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string) {
    return { data: (await this.networks.agents(tenantId, networkId)).map((agent) => this.view(agent)), next_cursor: null };
  }

  @Get(':agentId')
  @RequireScope('agents:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('agentId') agentId: string) {
    return this.view(await this.networks.agent(tenantId, networkId, agentId));
  }

  @Delete(':agentId')
  @HttpCode(204)
  @RequireScope('agents:write')
  async remove(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('agentId') agentId: string,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    noteBefore(this.view(await this.networks.agent(tenantId, networkId, agentId)));
    await this.networks.removeAgent(tenantId, networkId, agentId);
  }

  private view(agent: AgentConfig) {
    return agentView(agent, this.types.skillsOf(agent));
  }
}
