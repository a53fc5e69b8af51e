import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Idempotent, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../security';
import { assertContentFits } from './content-size';
import { AddMemoriesDto, AddMemoryDto } from './dto/add-memory.dto';
import { filterOf, ListMemoriesQuery, SearchMemoriesQuery } from './dto/memory.query';
import { UpdateMemoryDto } from './dto/update-memory.dto';
import { memoryFromClient } from './memory-from-client';
import { MemoryService } from './memory.service';
import { addedView, foundView, memoryView } from './memory.view';

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
    return addedView(await this.memory.add(principal.tenantId, networkId, memoryFromClient(principal, body)), networkId);
  }

  @Post('batch')
  @Idempotent()
  @RequireScope('memory:write')
  async addAll(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: AddMemoriesDto) {
    const memories = body.memories.map((memory, index) => memoryFromClient(principal, memory, `memories[${index}].`));
    const added = await this.memory.addAll(principal.tenantId, networkId, memories);
    return { results: added.map((item, index) => ({ index, ...addedView(item, networkId) })) };
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
    return { data: found.map((item) => foundView(item, query.explain ?? false)), next_cursor: null };
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
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    if (body.content !== undefined) assertContentFits(body.content, 'content');
    noteBefore(memoryView(await this.memory.get(tenantId, networkId, memoryId)));
    const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return memoryView(await this.memory.update(tenantId, networkId, memoryId, change));
  }

  @Delete(':memoryId')
  @HttpCode(204)
  @RequireScope('memory:write')
  async delete(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('memoryId') memoryId: string,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    noteBefore(memoryView(await this.memory.get(tenantId, networkId, memoryId)));
    await this.memory.delete(tenantId, networkId, memoryId);
  }
}
