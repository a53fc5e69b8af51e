import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NetworksService } from '../networks';
import {
  CreationSeed,
  CurrentPrincipal,
  Idempotent,
  MeshLimits,
  RequireScope,
  sendEvents,
  type Principal,
  type StreamingReply,
} from '../security';
import { CoordinatorService } from './coordinator.service';
import { SubmitTaskDto } from './dto/submit-task.dto';
import { EventReader, type EventSource } from './events/event-reader';
import { EventSources } from './events/event-sources';
import { Operation } from '../openapi';
import { NETWORK_EVENTS, TASK_EVENTS } from './events/event.schema';

/** The events of tasks as server-sent event streams. */
@ApiTags('tasks')
@Controller()
export class TaskEventsController {
  constructor(
    private readonly coordinator: CoordinatorService,
    private readonly networks: NetworksService,
    private readonly events: EventReader,
    private readonly sources: EventSources,
    private readonly limits: MeshLimits,
  ) {}

  @Operation('followTask', 'Follows a task', {
    says: 'Goes on after `Last-Event-ID`, without gaps, on any replica.',
    sends: [TASK_EVENTS],
    refuses: { 429: ['streams-limited'], 422: ['validation-failed'] },
  })
  @Get('tasks/:taskId/events')
  @RequireScope('tasks:read')
  async follow(
    @CurrentPrincipal() principal: Principal,
    @Param('taskId') taskId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const afterId = this.events.startAfter(lastEventId);
    const { ref } = await this.coordinator.getById(principal.tenantId, taskId);
    await this.limits.whileStreaming(principal, () => this.stream(this.sources.task(ref), afterId, reply));
  }

  @Operation('followNetwork', 'Follows all tasks of a network', {
    says: 'From now on, or after `Last-Event-ID`; details are in the streams of the tasks.',
    sends: [NETWORK_EVENTS],
    refuses: { 429: ['streams-limited'], 422: ['validation-failed'] },
  })
  @Get('networks/:networkId/events')
  @RequireScope('tasks:read')
  async followNetwork(
    @CurrentPrincipal() principal: Principal,
    @Param('networkId') networkId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const resumesAt = lastEventId ? this.events.startAfter(lastEventId) : undefined;
    await this.networks.get(principal.tenantId, networkId);
    const source = this.sources.network({ tenantId: principal.tenantId, networkId });
    const afterId = resumesAt ?? (await this.events.lastId(source));
    await this.limits.whileStreaming(principal, () => this.stream(source, afterId, reply));
  }

  @Operation('submitAndFollowTask', 'Submits a task and follows it in one request', {
    says: 'Every event names the task.',
    sends: [TASK_EVENTS],
    example: { task: 'Write a launch email for the spring sale' },
    refuses: {
      402: ['budget-exceeded', 'budget-price-unknown'],
      404: ['session-not-found', 'model-not-found'],
      409: ['session-over'],
      422: ['workflow-invalid', 'tasks-exceed-rate', 'no-agent-for-step'],
      429: ['queue-full', 'streams-limited'],
    },
  })
  @Post('networks/:networkId/tasks/stream')
  @Idempotent('stream')
  @RequireScope('tasks:write')
  async submit(
    @CurrentPrincipal() principal: Principal,
    @CreationSeed() seed: string | undefined,
    @Param('networkId') networkId: string,
    @Body() body: SubmitTaskDto,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    await this.limits.whileStreaming(principal, async () => {
      const { ref } = await this.coordinator.submit(principal, networkId, { ...body, auto_start: true }, seed);
      await this.stream(this.sources.task(ref), this.events.startAfter(undefined), reply);
    });
  }

  private async stream(source: EventSource, afterId: string, reply: StreamingReply): Promise<void> {
    const abort = new AbortController();
    await sendEvents(reply, this.events.follow(source, afterId, abort.signal), abort);
  }
}
