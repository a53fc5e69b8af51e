import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreationSeed, CurrentPrincipal, Idempotent, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../security';
import type { AgentConfig } from './agent-config';
import { AgentTypes } from './agent-types';
import { agentView } from './agent.view';
import { AgentConfigDto } from './dto/agent-config.dto';
import { NetworksService } from './networks.service';
import { Operation } from '../openapi';
import { AGENT, AGENT_PAGE } from './agent.schema';

/** `/networks/{network_id}/agents`. */
@ApiTags('agents')
@Controller('networks/:networkId/agents')
export class AgentsController {
  constructor(
    private readonly networks: NetworksService,
    private readonly types: AgentTypes,
  ) {}

  @Operation('addAgent', 'Adds an agent to a network', {
    says: 'A type that is none of the built-in ones makes a custom agent driven by its description.',
    answers: AGENT,
    example: { name: 'Copywriter', type: 'content', parameters: { temperature: 0.7 } },
    refuses: { 422: ['invalid-json-schema'] },
  })
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

  @Operation('listAgents', 'Lists the agents of a network', {
    says: 'At most 50, so always one page.',
    answers: AGENT_PAGE,
  })
  @Get()
  @RequireScope('agents:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string) {
    return { data: (await this.networks.agents(tenantId, networkId)).map((agent) => this.view(agent)), next_cursor: null };
  }

  @Operation('getAgent', 'Tells of an agent', {
    answers: AGENT,
  })
  @Get(':agentId')
  @RequireScope('agents:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('agentId') agentId: string) {
    return this.view(await this.networks.agent(tenantId, networkId, agentId));
  }

  @Operation('removeAgent', 'Removes an agent', {
    refuses: { 409: ['last-agent'] },
  })
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
