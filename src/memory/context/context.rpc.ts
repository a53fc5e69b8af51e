import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { contextFromClient } from './context-from-client';
import { ContextService } from './context.service';
import { contextView } from './context.view';
import { PackContextMessage } from './dto/pack-context.dto';
import { REPEATABLE } from '../../redis';

/** Context packs over Redis messages. */
@Controller()
export class ContextRpc {
  constructor(private readonly contexts: ContextService) {}

  @MessagePattern('mesh.memory.context', REPEATABLE)
  @RequireScope('memory:read')
  async pack(@CurrentPrincipal() { tenantId }: Principal, @Payload() message: PackContextMessage) {
    const request = contextFromClient(message);
    return contextView(await this.contexts.pack(tenantId, message.network_id, request), request.maxTokens);
  }
}
