import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { AddMemoriesDto, AddMemoryDto } from './dto/add-memory.dto';
import { filterOf, ListMemoriesQuery, SearchMemoriesQuery } from './dto/memory.query';
import { UpdateMemoryDto } from './dto/update-memory.dto';
import type { NewMemory } from './memory';
import { MemoryService, type AddedMemory } from './memory.service';
import { memoryView } from './memory.view';

/** `/networks/{network_id}/memories`. */
@ApiTags('memories')
@ApiBearerAuth()
@Controller('networks/:networkId/memories')
export class MemoryController {
  constructor(private readonly memory: MemoryService) {}

  @Post()
  @Idempotent()
  @RequireScope('memory:write')
  async add(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: AddMemoryDto) {
    return addedView(await this.memory.add(principal.tenantId, networkId, fromClient(principal, body)));
  }

  @Post('batch')
  @Idempotent()
  @RequireScope('memory:write')
  async addAll(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: AddMemoriesDto) {
    const memories = body.memories.map((memory) => fromClient(principal, memory));
    const added = await this.memory.addAll(principal.tenantId, networkId, memories);
    return { results: added.map((item, index) => ({ index, ...addedView(item) })) };
  }

  @Get()
  @RequireScope('memory:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: ListMemoriesQuery) {
    const { data, next_cursor } = await this.memory.list(tenantId, networkId, filterOf(query), query);
    return { data: data.map(memoryView), next_cursor };
  }

  @Get('search')
  @RequireScope('memory:read')
  async search(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: SearchMemoriesQuery) {
    const found = await this.memory.search(tenantId, networkId, query.query, filterOf(query), query.limit);
    const data = found.map(({ memory, score, signals }) => ({ ...memoryView(memory), score, ...(query.explain ? { signals } : {}) }));
    return { data, next_cursor: null };
  }

  @Get(':memoryId')
  @RequireScope('memory:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('memoryId') memoryId: string) {
    return memoryView(await this.memory.get(tenantId, networkId, memoryId));
  }

  @Patch(':memoryId')
  @RequireScope('memory:write')
  async update(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('memoryId') memoryId: string,
    @Body() body: UpdateMemoryDto,
  ) {
    const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return memoryView(await this.memory.update(tenantId, networkId, memoryId, change));
  }

  @Delete(':memoryId')
  @HttpCode(204)
  @RequireScope('memory:write')
  async delete(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('memoryId') memoryId: string) {
    await this.memory.delete(tenantId, networkId, memoryId);
  }
}

/** What comes in from outside is never trusted as instructions. */
function fromClient(principal: Principal, body: AddMemoryDto): NewMemory {
  return {
    type: body.type,
    content: body.content,
    confidence: body.confidence,
    importance: body.importance,
    metadata: body.metadata,
    sessionId: body.session_id,
    ttlSeconds: body.ttl_seconds,
    supersedes: body.supersedes,
    trust: 'untrusted',
    provenance: { source: 'api', userId: principal.userId },
  };
}

function addedView({ memory, deduplicated }: AddedMemory) {
  return {
    memory_id: memory.memoryId,
    network_id: memory.networkId,
    type: memory.type,
    created_at: memory.createdAt,
    deduplicated,
  };
}
