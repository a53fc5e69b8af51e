import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CreationSeed, CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { CoordinatorService } from './coordinator.service';
import { ApprovalDto } from './dto/approval.dto';
import { NoFieldsDto } from './dto/no-fields.dto';
import { SubmitTaskDto } from './dto/submit-task.dto';
import { ListTasksQuery } from './dto/task.query';
import { EventReader } from './events/event-reader';
import { EventSources } from './events/event-sources';
import { HISTORY_LENGTH, taskReceipt, taskSummary, taskView } from './task.view';

/** `/networks/{network_id}/tasks`. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller('networks/:networkId/tasks')
export class TasksController {
  constructor(
    private readonly coordinator: CoordinatorService,
    private readonly events: EventReader,
    private readonly sources: EventSources,
  ) {}

  @Post()
  @HttpCode(202)
  @Idempotent()
  @RequireScope('tasks:write')
  async submit(
    @CurrentPrincipal() principal: Principal,
    @CreationSeed() seed: string | undefined,
    @Param('networkId') networkId: string,
    @Body() body: SubmitTaskDto,
  ) {
    return taskReceipt(await this.coordinator.submit(principal, networkId, body, seed));
  }

  @Get()
  @RequireScope('tasks:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: ListTasksQuery) {
    const { data, next_cursor } = await this.coordinator.list(tenantId, networkId, query.status, query);
    return { data: data.map(taskSummary), next_cursor };
  }

  @Get(':taskId')
  @RequireScope('tasks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('taskId') taskId: string) {
    const task = await this.coordinator.get(tenantId, networkId, taskId);
    return taskView(task, await this.events.latest(this.sources.task(task.ref), HISTORY_LENGTH));
  }

  @Post(':taskId/process')
  @HttpCode(202)
  @RequireScope('tasks:write')
  async process(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('taskId') taskId: string,
    @Body() _body: NoFieldsDto,
  ) {
    return taskReceipt(await this.coordinator.process(tenantId, networkId, taskId));
  }

  @Post(':taskId/cancel')
  @HttpCode(202)
  @RequireScope('tasks:write')
  async cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('networkId') networkId: string,
    @Param('taskId') taskId: string,
    @Body() _body: NoFieldsDto,
  ) {
    return taskReceipt(await this.coordinator.cancel(principal, networkId, taskId));
  }

  @Post(':taskId/steps/:stepId/approval')
  @HttpCode(202)
  @RequireScope('tasks:write')
  async decide(
    @CurrentPrincipal() principal: Principal,
    @Param('networkId') networkId: string,
    @Param('taskId') taskId: string,
    @Param('stepId') stepId: string,
    @Body() body: ApprovalDto,
  ) {
    return taskReceipt(await this.coordinator.decide(principal, networkId, taskId, stepId, body));
  }
}
