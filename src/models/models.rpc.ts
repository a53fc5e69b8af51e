import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { from, type Observable } from 'rxjs';
import { REPEATABLE, STREAMS } from '../redis';
import { CallerSignal, CurrentPrincipal, Idempotent, MeshLimits, RemainingMs, RequireScope, type Principal } from '../security';
import { GenerateDto } from './dto/generate.dto';
import { estimateView } from './estimate.view';
import type { GenerateEvent } from './generate';
import { generateAnswerView } from './generate-answer.view';
import { GenerateReader } from './generate-reader';
import { piecesOf, type GeneratePiece } from './generate-pieces';
import { ModelsService } from './models.service';

/** Seconds that a call may hold its idempotency key: the longest time a message may take, and the way there and back. */
const CALL_SECONDS = 660;

/** A piece of an answer as `POST /generate/stream` tells it; `seq` counts from 0, so that whoever listens sees when one is missing. */
interface StreamedPiece extends GeneratePiece {
  seq: number;
}

/** Models over Redis messages: the bodies and answers of `POST /generate`, `/generate/stream` and `/generate/estimate`. */
@Controller()
export class ModelsRpc {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
    private readonly limits: MeshLimits,
  ) {}

  /** Costs money, so a repetition gets the first answer. The call ends with the time for which its sender waits. */
  @MessagePattern('mesh.models.generate')
  @Idempotent('replay', CALL_SECONDS)
  @RequireScope('models:generate')
  async generate(
    @CurrentPrincipal() principal: Principal,
    @Payload() message: GenerateDto,
    @RemainingMs() timeoutMs: number,
    @CallerSignal() late: AbortSignal,
  ) {
    const { scope, request } = await this.reader.read(principal, message);
    return generateAnswerView(await this.models.generate(scope, { ...request, timeoutMs }, late));
  }

  /** The answer as it is written, each piece in a packet of its own; counts as a stream until it ends. */
  @MessagePattern('mesh.models.stream', STREAMS)
  @RequireScope('models:generate')
  async stream(
    @CurrentPrincipal() principal: Principal,
    @Payload() message: GenerateDto,
    @RemainingMs() timeoutMs: number,
    @CallerSignal() late: AbortSignal,
  ): Promise<Observable<StreamedPiece>> {
    const { scope, request } = await this.reader.read(principal, message);
    return from(this.pieces(principal, this.models.stream(scope, { ...request, timeoutMs }, late)));
  }

  @MessagePattern('mesh.models.estimate', REPEATABLE)
  @RequireScope('models:generate')
  async estimate(@CurrentPrincipal() principal: Principal, @Payload() message: GenerateDto) {
    const { scope, request } = await this.reader.read(principal, message);
    return estimateView(await this.models.estimate(scope, request));
  }

  private async *pieces(principal: Principal, events: AsyncIterable<GenerateEvent>): AsyncGenerator<StreamedPiece> {
    const lease = await this.limits.holdStream(principal);
    let seq = 0;
    try {
      for await (const { event, data } of piecesOf(events)) yield { seq: seq++, event, data };
    } finally {
      lease.release();
    }
  }
}
