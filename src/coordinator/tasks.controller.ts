import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreationSeed, CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { CoordinatorService } from './coordinator.service';
import { ApprovalDto } from './dto/approval.dto';
import { NoFieldsDto } from './dto/no-fields.dto';
import { SubmitTaskDto } from './dto/submit-task.dto';
import { ListTasksQuery } from './dto/task.query';
import { EventReader } from './events/event-reader';
import { EventSources } from './events/event-sources';
import { HISTORY_LENGTH, taskReceipt, taskSummary, taskView } from './task.view';
import { Operation } from '../openapi';
import { TASK, TASK_PAGE, TASK_RECEIPT } from './task.schema';

/** `/networks/{network_id}/tasks`. */
@ApiTags('tasks')
@Controller('networks/:networkId/tasks')
export class TasksController {
  constructor(
    private readonly coordinator: CoordinatorService,
    private readonly events: EventReader,
    private readonly sources: EventSources,
  ) {}

  @Operation('submitTask', 'Submits a task', {
    says: 'Answers at once; the task is planned and worked on behind it.',
    answers: TASK_RECEIPT,
    example: { task: 'Write a launch email for the spring sale', context: { brand_voice: 'friendly' }, priority: 5 },
    refuses: {
      402: ['budget-exceeded', 'budget-price-unknown'],
      404: ['session-not-found', 'model-not-found'],
      409: ['session-over'],
      422: ['workflow-invalid', 'tasks-exceed-rate', 'no-agent-for-step'],
      429: ['queue-full'],
    },
  })
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

  @Operation('listTasks', 'Lists tasks, the latest first', {
    answers: TASK_PAGE,
  })
  @Get()
  @RequireScope('tasks:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: ListTasksQuery) {
    const { data, next_cursor } = await this.coordinator.list(tenantId, networkId, query.status, query);
    return { data: data.map(taskSummary), next_cursor };
  }

  @Operation('getTask', 'Tells of a task with its steps, its result and its history', {
    answers: TASK,
  })
  @Get(':taskId')
  @RequireScope('tasks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('taskId') taskId: string) {
    const task = await this.coordinator.get(tenantId, networkId, taskId);
    return taskView(task, await this.events.latest(this.sources.task(task.ref), HISTORY_LENGTH));
  }

  @Operation('processTask', 'Starts a task that was not started when it was submitted', {
    says: 'Harmless otherwise.',
    answers: TASK_RECEIPT,
    refuses: { 422: ['tasks-exceed-rate'], 429: ['queue-full'] },
  })
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

  @Operation('cancelTask', 'Cancels a task', {
    answers: TASK_RECEIPT,
  })
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

  @Operation('decideStep', 'Approves or rejects a step that waits for it', {
    answers: TASK_RECEIPT,
    example: { decision: 'approve', note: 'looks good' },
    refuses: { 409: ['step-not-waiting'] },
  })
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
