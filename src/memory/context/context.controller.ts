import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { contextFromClient } from './context-from-client';
import { ContextService } from './context.service';
import { contextView } from './context.view';
import { PackContextDto } from './dto/pack-context.dto';

/** `/networks/{network_id}/memories/context`. */
@ApiTags('memories')
@ApiBearerAuth()
@Controller('networks/:networkId/memories/context')
export class ContextController {
  constructor(private readonly contexts: ContextService) {}

  /** Reads only, though it is a POST: a query may be long. */
  @Post()
  @HttpCode(200)
  @RequireScope('memory:read')
  async pack(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Body() body: PackContextDto) {
    const request = contextFromClient(body);
    return contextView(await this.contexts.pack(tenantId, networkId, request), request.maxTokens);
  }
}
