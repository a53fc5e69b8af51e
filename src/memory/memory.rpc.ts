import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { AddMemoryMessage, SearchMemoriesMessage } from './dto/memory.message';
import { filterOf } from './dto/memory.query';
import { memoryFromClient } from './memory-from-client';
import { MemoryService } from './memory.service';
import { addedView, foundView } from './memory.view';
import { REPEATABLE } from '../redis';

/** Memory over Redis messages. */
@Controller()
export class MemoryRpc {
  constructor(private readonly memory: MemoryService) {}

  @MessagePattern('mesh.memory.add')
  @Idempotent()
  @RequireScope('memory:write')
  async add(@CurrentPrincipal() principal: Principal, @Payload() message: AddMemoryMessage) {
    const added = await this.memory.add(principal.tenantId, message.network_id, memoryFromClient(principal, message));
    return addedView(added, message.network_id);
  }

  @MessagePattern('mesh.memory.search', REPEATABLE)
  @RequireScope('memory:read')
  async search(@CurrentPrincipal() { tenantId }: Principal, @Payload() message: SearchMemoriesMessage) {
    const found = await this.memory.search(tenantId, message.network_id, message.query, filterOf(message), message.limit);
    return { data: found.map((item) => foundView(item, message.explain ?? false)), next_cursor: null };
  }
}
