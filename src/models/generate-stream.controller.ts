import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { problemOfFailure } from '../errors';
import {
  abortOnLeaving,
  AnswersWithoutRedis,
  CurrentPrincipal,
  MeshLimits,
  RequireScope,
  sendEvents,
  type Principal,
  type SseEvent,
  type StreamingReply,
} from '../security';
import { GenerateDto } from './dto/generate.dto';
import type { GenerateEvent } from './generate';
import { piecesOf } from './generate-pieces';
import { GenerateReader } from './generate-reader';
import { ModelsService } from './models.service';
import { afterFirst } from './after-first';
import { Operation } from '../openapi';
import { GENERATE_EVENTS } from './generate.schema';
import { GENERATE_REFUSALS } from './refusals';

/** `POST /generate/stream`: the answer as it is written, as server-sent events. */
@ApiTags('models')
@Controller('generate')
export class GenerateStreamController {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
    private readonly limits: MeshLimits,
  ) {}

  @Operation('streamGenerate', 'Asks a model, and streams the answer as it is written', {
    says: 'Ends with `done`, or with `error` where it breaks off. What fails before the first content is an ordinary problem.',
    sends: [GENERATE_EVENTS],
    example: { prompt: 'Say hello to Ada' },
    refuses: GENERATE_REFUSALS,
  })
  @Post('stream')
  @AnswersWithoutRedis()
  @RequireScope('models:generate')
  async stream(@CurrentPrincipal() principal: Principal, @Body() body: GenerateDto, @Res() reply: StreamingReply): Promise<void> {
    const abort = abortOnLeaving(reply.raw);
    const { scope, request } = await this.reader.read(principal, body);
    await this.limits.whileStreaming(principal, async () => {
      const events = await afterFirst(this.models.stream(scope, request, abort.signal));
      await sendEvents(reply, eventsOf(events, abort.signal, scope.requestId), abort);
    });
  }
}

/** The events as they stand on the wire; a failure is the last of them, and names the request. */
export async function* eventsOf(
  events: AsyncIterable<GenerateEvent>,
  left: AbortSignal,
  requestId: string | undefined,
): AsyncGenerator<SseEvent> {
  try {
    yield* piecesOf(events);
  } catch (error) {
    if (!left.aborted) yield { event: 'error', data: problemOfFailure(error, requestId) };
  }
}
