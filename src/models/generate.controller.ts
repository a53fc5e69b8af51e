import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersWithoutRedis, CallerSignal, CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { GenerateBatchDto, GenerateDto } from './dto/generate.dto';
import { estimateView } from './estimate.view';
import { generateAnswerView } from './generate-answer.view';
import { GenerateBatch } from './generate-batch';
import { GenerateReader } from './generate-reader';
import { ModelsService } from './models.service';
import { Operation } from '../openapi';
import { ESTIMATE, GENERATED, GENERATED_BATCH } from './generate.schema';
import { GENERATE_REFUSALS } from './refusals';

/** Seconds that a call, or a whole batch, may hold its Idempotency-Key: the longest deadline, and the way there and back. */
const CALL_SECONDS = 660;
const BATCH_SECONDS = 3_600;

/** `/generate`: a model's answer, what it would cost, or many at once. A caller that leaves ends what it asked for. */
@ApiTags('models')
@Controller('generate')
export class GenerateController {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
    private readonly batches: GenerateBatch,
  ) {}

  @Operation('generate', 'Asks a model', {
    says: 'Over the chain of providers. Creates nothing but costs money, so a repetition gets the first answer.',
    answers: GENERATED,
    example: { prompt: 'Say hello to Ada', max_tokens: 100 },
    refuses: GENERATE_REFUSALS,
  })
  @Post()
  @HttpCode(200)
  @AnswersWithoutRedis()
  @Idempotent('replay', CALL_SECONDS)
  @RequireScope('models:generate')
  async generate(@CurrentPrincipal() principal: Principal, @Body() body: GenerateDto, @CallerSignal() left: AbortSignal) {
    const { scope, request } = await this.reader.read(principal, body);
    return generateAnswerView(await this.models.generate(scope, request, left));
  }

  @Operation('estimateGenerate', 'Tells what a call would cost', {
    answers: ESTIMATE,
    example: { prompt: 'Say hello to Ada' },
    refuses: GENERATE_REFUSALS,
  })
  @Post('estimate')
  @HttpCode(200)
  @AnswersWithoutRedis()
  @RequireScope('models:generate')
  async estimate(@CurrentPrincipal() principal: Principal, @Body() body: GenerateDto) {
    const { scope, request } = await this.reader.read(principal, body);
    return estimateView(await this.models.estimate(scope, request));
  }

  @Operation('generateBatch', 'Asks models many things at once', {
    says: 'Each is answered for itself.',
    answers: GENERATED_BATCH,
    example: { requests: [{ prompt: 'Say hello' }, { prompt: 'Say goodbye' }] },
    refuses: GENERATE_REFUSALS,
  })
  @Post('batch')
  @HttpCode(207)
  @AnswersWithoutRedis()
  @Idempotent('replay', BATCH_SECONDS)
  @RequireScope('models:generate')
  async batch(@CurrentPrincipal() principal: Principal, @Body() body: GenerateBatchDto, @CallerSignal() left: AbortSignal) {
    return { results: await this.batches.run(principal, body.requests, left) };
  }
}
