import { All, Controller, Get, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { MeshError } from '../../errors';
import { AnswersWithoutRedis, RequireScope } from '../../security';
import { ChatErrorFilter } from './chat-error.filter';
import { ServedModels } from './served-models';
import { Operation } from '../../openapi';
import { OPENAI_ERROR, SERVED_MODEL, SERVED_MODELS } from './openai.schema';

interface PathRequest {
  method: string;
  url: string;
  params: { '*': string };
}

/** `GET /v1/models`, and an answer in OpenAI's words for every path under `/v1` that does not exist. */
@ApiTags('openai')
@Controller('v1')
@AnswersWithoutRedis()
@UseFilters(ChatErrorFilter)
export class OpenAiModelsController {
  constructor(private readonly served: ServedModels) {}

  @Operation('listOpenAiModels', 'Lists the models that can be asked', {
    answers: SERVED_MODELS,
    fails: OPENAI_ERROR,
  })
  @Get('models')
  @RequireScope('models:read')
  list() {
    return { object: 'list' as const, data: this.served.list() };
  }

  @Operation('getOpenAiModel', 'Tells of a model', {
    says: 'Ids may hold slashes.',
    answers: SERVED_MODEL,
    fails: OPENAI_ERROR,
    rest: 'model_id',
  })
  @Get('models/*')
  @RequireScope('models:read')
  get(@Req() { params }: PathRequest) {
    return this.served.get(params['*']);
  }

  @All('*')
  @ApiExcludeEndpoint()
  @RequireScope('models:read')
  unknown(@Req() { method, url }: PathRequest): never {
    throw new MeshError('not-found', 'unknown-url', `there is no ${method} ${url.split('?')[0]} here`);
  }
}
