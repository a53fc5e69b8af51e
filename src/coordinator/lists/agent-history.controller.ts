import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NetworksService } from '../../networks';
import { CurrentPrincipal, PageQuery, RequireScope, type Principal } from '../../security';
import { AgentHistory, type AgentStep } from './agent-history';
import { Operation } from '../../openapi';
import { AGENT_STEP_PAGE } from './agent-step.schema';

/** What an agent was given to do. */
@ApiTags('agents')
@Controller('networks/:networkId/agents/:agentId/tasks')
export class AgentHistoryController {
  constructor(
    private readonly networks: NetworksService,
    private readonly history: AgentHistory,
  ) {}

  @Operation('listStepsOfAgent', 'Lists what an agent was given to do, the latest first', {
    answers: AGENT_STEP_PAGE,
  })
  @Get()
  @RequireScope('tasks:read')
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('agentId') agentId: string,
    @Query() page: PageQuery,
  ) {
    await this.networks.agent(tenantId, networkId, agentId);
    const { data, next_cursor } = await this.history.steps({ tenantId, networkId }, agentId, page);
    return { data: data.map(agentStepView), next_cursor };
  }
}

function agentStepView({ taskId, stepId, status, attempts, startedMs, finishedMs, error }: AgentStep) {
  const time = (ms?: number) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    task_id: taskId,
    step_id: stepId,
    status,
    attempts,
    started_at: time(startedMs),
    finished_at: time(finishedMs),
    error: error ?? null,
  };
}
