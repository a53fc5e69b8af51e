import { All, Controller, Get, Req, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { MeshError } from '../../errors';
import { AnswersWithoutRedis, RequireScope } from '../../security';
import { ChatErrorFilter } from './chat-error.filter';
import { ServedModels } from './served-models';

interface PathRequest {
  method: string;
  url: string;
  params: { '*': string };
}

/** `GET /v1/models`, and an answer in OpenAI's words for every path under `/v1` that does not exist. */
@ApiTags('openai')
@ApiBearerAuth()
@Controller('v1')
@AnswersWithoutRedis()
@UseFilters(ChatErrorFilter)
export class OpenAiModelsController {
  constructor(private readonly served: ServedModels) {}

  @Get('models')
  @RequireScope('models:read')
  list() {
    return { object: 'list', data: this.served.list() };
  }

  /** Ids may hold slashes. */
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
