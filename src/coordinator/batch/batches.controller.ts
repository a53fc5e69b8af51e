import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreationSeed,
  CurrentPrincipal,
  Idempotent,
  MeshLimits,
  PageQuery,
  RequireScope,
  sendEvents,
  type Principal,
  type StreamingReply,
} from '../../security';
import { NoFieldsDto } from '../dto/no-fields.dto';
import { EventReader } from '../events/event-reader';
import { EventSources } from '../events/event-sources';
import { BatchSubmission } from './batch-submission';
import { SubmitBatchDto } from './batch.dto';
import { batchedTaskView, batchView, outcomeView } from './batch.view';
import { Batches } from './batches';
import { Operation } from '../../openapi';
import { BATCH, BATCH_PAGE, BATCH_RECEIPT } from './batch.schema';
import { BATCH_EVENTS } from '../events/event.schema';

/** Many tasks in one request. */
@ApiTags('tasks')
@Controller()
export class BatchesController {
  constructor(
    private readonly submission: BatchSubmission,
    private readonly batches: Batches,
    private readonly events: EventReader,
    private readonly sources: EventSources,
    private readonly limits: MeshLimits,
  ) {}

  @Operation('submitBatch', 'Submits up to 500 tasks', {
    says: 'Each is answered for itself.',
    answers: BATCH_RECEIPT,
    example: { tasks: [{ task: 'Write a launch email' }, { task: 'Write a reminder' }] },
    refuses: { 402: ['budget-exceeded', 'budget-price-unknown'], 422: ['batch-too-large', 'tasks-exceed-rate'], 429: ['queue-full'] },
  })
  @Post('networks/:networkId/tasks/batch')
  @HttpCode(207)
  @Idempotent()
  @RequireScope('tasks:write')
  async submit(
    @CurrentPrincipal() principal: Principal,
    @CreationSeed() seed: string | undefined,
    @Param('networkId') networkId: string,
    @Body() body: SubmitBatchDto,
  ) {
    const { ref, outcomes } = await this.submission.submit(principal, networkId, body.tasks, seed);
    return { batch_id: ref.batchId, network_id: networkId, results: outcomes.map(outcomeView) };
  }

  @Operation('getBatch', 'Tells how a batch stands, with a page of its tasks', {
    answers: BATCH_PAGE,
  })
  @Get('batches/:batchId')
  @RequireScope('tasks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('batchId') batchId: string, @Query() page: PageQuery) {
    const batch = await this.batches.get(tenantId, batchId);
    const { data, next_cursor } = await this.batches.tasks(batch.ref, page);
    return { ...batchView(batch), data: data.map(batchedTaskView), next_cursor };
  }

  @Operation('cancelBatch', 'Cancels all tasks of a batch that have not ended', {
    answers: BATCH,
  })
  @Post('batches/:batchId/cancel')
  @HttpCode(202)
  @RequireScope('tasks:write')
  async cancel(@CurrentPrincipal() principal: Principal, @Param('batchId') batchId: string, @Body() _body: NoFieldsDto) {
    const { ref } = await this.batches.get(principal.tenantId, batchId);
    await this.batches.cancel(principal, ref);
    return batchView(await this.batches.get(principal.tenantId, batchId));
  }

  @Operation('followBatch', 'Follows a batch', {
    says: 'The end of each task as it comes; ends with the last. Goes on after `Last-Event-ID`, without gaps, on any replica.',
    sends: [BATCH_EVENTS],
    refuses: { 422: ['validation-failed'], 429: ['streams-limited'] },
  })
  @Get('batches/:batchId/events')
  @RequireScope('tasks:read')
  async follow(
    @CurrentPrincipal() principal: Principal,
    @Param('batchId') batchId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const afterId = this.events.startAfter(lastEventId);
    const { ref } = await this.batches.get(principal.tenantId, batchId);
    const abort = new AbortController();
    await this.limits.whileStreaming(principal, () =>
      sendEvents(reply, this.events.follow(this.sources.batch(ref), afterId, abort.signal), abort),
    );
  }
}
