import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NetworksService } from '../../networks';
import { CurrentPrincipal, PageQuery, RequireScope, type Principal } from '../../security';
import { time } from '../task.view';
import { WaitingApprovals } from './waiting-approvals';
import { Operation } from '../../openapi';
import { APPROVAL_PAGE } from './approval.schema';

/** `/networks/{network_id}/approvals`: what waits for a decision; decided is at the step. */
@ApiTags('tasks')
@Controller('networks/:networkId/approvals')
export class ApprovalsController {
  constructor(
    private readonly networks: NetworksService,
    private readonly waiting: WaitingApprovals,
  ) {}

  @Operation('listApprovals', 'Lists what waits for a decision', {
    answers: APPROVAL_PAGE,
  })
  @Get()
  @RequireScope('tasks:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() page: PageQuery) {
    await this.networks.get(tenantId, networkId);
    const { data, next_cursor } = await this.waiting.list({ tenantId, networkId }, page);
    const views = data.map(({ taskId, stepId, task, stepTask, askedMs, expiresMs }) => ({
      task_id: taskId,
      step_id: stepId,
      task,
      step_task: stepTask,
      requested_at: time(askedMs),
      expires_at: time(expiresMs),
    }));
    return { data: views, next_cursor };
  }
}
