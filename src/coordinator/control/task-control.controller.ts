import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NetworksService } from '../../networks';
import { CurrentPrincipal, Idempotent, PageQuery, RequireScope, type Principal } from '../../security';
import { ReplayDto, RetryTaskDto } from '../dto/retry.dto';
import { taskReceipt, taskSummary } from '../task.view';
import { DeadLetters, type DeadLetter, type Replayed } from './dead-letters';
import { TaskRetries } from './task-retries';
import { Operation } from '../../openapi';
import { TASK_RECEIPT } from '../task.schema';
import { DEAD_LETTER_PAGE, REPLAYED } from './dead-letter.schema';

/** Tasks that have ended, and are to be taken up again. */
@ApiTags('tasks')
@Controller('networks/:networkId')
export class TaskControlController {
  constructor(
    private readonly networks: NetworksService,
    private readonly retries: TaskRetries,
    private readonly deadLetters: DeadLetters,
  ) {}

  @Operation('retryTask', 'Takes a task that has ended up again', {
    says: 'From `from_step`, or from what failed.',
    answers: TASK_RECEIPT,
    refuses: {
      404: ['step-not-found'],
      409: ['task-completed', 'task-deadline-passed', 'task-not-final', 'session-over'],
      422: ['tasks-exceed-rate'],
      429: ['queue-full'],
    },
  })
  @Post('tasks/:taskId/retry')
  @HttpCode(202)
  @Idempotent()
  @RequireScope('tasks:write')
  async retry(
    @CurrentPrincipal() principal: Principal,
    @Param('networkId') networkId: string,
    @Param('taskId') taskId: string,
    @Body() body: RetryTaskDto,
  ) {
    return taskReceipt(await this.retries.retry(principal, { tenantId: principal.tenantId, networkId, taskId }, body.from_step));
  }

  @Operation('listDeadLetters', 'Lists tasks that failed for good', {
    answers: DEAD_LETTER_PAGE,
  })
  @Get('dead-letters')
  @RequireScope('tasks:read')
  async listDeadLetters(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() page: PageQuery) {
    await this.networks.get(tenantId, networkId);
    const { data, next_cursor } = await this.deadLetters.list({ tenantId, networkId }, page);
    return { data: data.map(deadLetterView), next_cursor };
  }

  @Operation('replayDeadLetters', 'Takes many of them up again', {
    says: 'Each is answered for itself.',
    answers: REPLAYED,
    example: { task_ids: ['task_2f6b1c0a9d3e4f58'] },
    refuses: { 422: ['batch-too-large', 'tasks-exceed-rate'], 429: ['queue-full'] },
  })
  @Post('dead-letters/replay')
  @HttpCode(207)
  @Idempotent()
  @RequireScope('tasks:write')
  async replay(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: ReplayDto) {
    await this.networks.get(principal.tenantId, networkId);
    const replayed = await this.deadLetters.replay(principal, { tenantId: principal.tenantId, networkId }, body.task_ids);
    return { results: replayed.map(replayedView) };
  }
}

function deadLetterView({ task, attempts }: DeadLetter) {
  return { ...taskSummary(task), step_id: task.error?.step_id ?? null, attempts: attempts ?? null };
}

function replayedView(replayed: Replayed) {
  const { taskId } = replayed;
  return 'task' in replayed
    ? { task_id: taskId, status: 202, task_status: replayed.task.status }
    : { task_id: taskId, status: replayed.problem.status, error: replayed.problem };
}
