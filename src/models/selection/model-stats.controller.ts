import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersWithoutRedis, RequireScope } from '../../security';
import { ModelDirectory } from '../model-directory';
import { Operation } from '../../openapi';
import { MODEL_STATS } from './model-stats.schema';

/** `/stats/models`: what may be asked here, and how it does. Health is what the process that calls them saw lately. */
@ApiTags('models')
@Controller('stats/models')
export class ModelStatsController {
  constructor(private readonly directory: ModelDirectory) {}

  @Operation('listModels', 'Tells what models may be asked, and how they do', {
    says: 'At most a few dozen, so always one page. Health is what the process that calls them saw lately.',
    answers: MODEL_STATS,
  })
  @Get()
  @AnswersWithoutRedis()
  @RequireScope('models:read')
  list() {
    return { data: this.directory.stats(), next_cursor: null };
  }
}
