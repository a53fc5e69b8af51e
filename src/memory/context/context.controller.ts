import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { contextFromClient } from './context-from-client';
import { ContextService } from './context.service';
import { contextView } from './context.view';
import { PackContextDto } from './dto/pack-context.dto';
import { Operation } from '../../openapi';
import { CONTEXT } from './context.schema';

/** `/networks/{network_id}/memories/context`. */
@ApiTags('memories')
@Controller('networks/:networkId/memories/context')
export class ContextController {
  constructor(private readonly contexts: ContextService) {}

  @Operation('packContext', 'Packs memories for a prompt', {
    says: 'Without duplicates, each with where it comes from. Reads only, though it is a POST: a query may be long.',
    answers: CONTEXT,
    example: { query: 'When does the sale begin?', max_tokens: 1000 },
    refuses: { 404: ['session-not-found'] },
  })
  @Post()
  @HttpCode(200)
  @RequireScope('memory:read')
  async pack(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Body() body: PackContextDto) {
    const request = contextFromClient(body);
    return contextView(await this.contexts.pack(tenantId, networkId, request), request.maxTokens);
  }
}
