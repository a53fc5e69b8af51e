import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CallerSignal, CurrentPrincipal, Idempotent, RemainingMs, RequireScope, type Principal } from '../security';
import { GenerateDto } from './dto/generate.dto';
import { estimateView } from './estimate.view';
import { generateAnswerView } from './generate-answer.view';
import { GenerateReader } from './generate-reader';
import { ModelsService } from './models.service';
import { REPEATABLE } from '../redis';

/** Seconds that a call may hold its idempotency key: the longest time a message may take, and the way there and back. */
const CALL_SECONDS = 660;

/** Models over Redis messages: the bodies and answers of `POST /generate` and `POST /generate/estimate`. */
@Controller()
export class ModelsRpc {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
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

  @MessagePattern('mesh.models.estimate', REPEATABLE)
  @RequireScope('models:generate')
  async estimate(@CurrentPrincipal() principal: Principal, @Payload() message: GenerateDto) {
    const { scope, request } = await this.reader.read(principal, message);
    return estimateView(await this.models.estimate(scope, request));
  }
}
