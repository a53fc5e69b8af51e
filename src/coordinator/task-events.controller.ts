import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
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

/** The events of tasks as server-sent event streams. */
@ApiTags('tasks')
@ApiBearerAuth()
@ApiProduces('text/event-stream')
@Controller()
export class TaskEventsController {
  constructor(
    private readonly coordinator: CoordinatorService,
    private readonly networks: NetworksService,
    private readonly events: EventReader,
    private readonly sources: EventSources,
    private readonly limits: MeshLimits,
  ) {}

  /** Goes on after `Last-Event-ID`, without gaps, on any replica. */
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

  /** What happens to all tasks of a network, from now on or after `Last-Event-ID`; details are in the streams of the tasks. */
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

  /** Submits and follows in one request; every event names the task. */
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
