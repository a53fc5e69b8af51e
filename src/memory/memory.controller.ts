import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Idempotent, MeshLimits, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../security';
import { assertContentFits } from './content-size';
import { AddMemoriesDto, AddMemoryDto } from './dto/add-memory.dto';
import { filterOf, ListMemoriesQuery, SearchMemoriesQuery } from './dto/memory.query';
import { UpdateMemoryDto } from './dto/update-memory.dto';
import { memoryFromClient } from './memory-from-client';
import { MemoryService } from './memory.service';
import { addedView, foundView, memoryView } from './memory.view';
import { Operation } from '../openapi';
import { ADDED_MEMORIES, ADDED_MEMORY, FOUND_MEMORIES, MEMORY, MEMORY_PAGE } from './memory.schema';

/** `/networks/{network_id}/memories`. */
@ApiTags('memories')
@Controller('networks/:networkId/memories')
export class MemoryController {
  constructor(
    private readonly memory: MemoryService,
    private readonly limits: MeshLimits,
  ) {}

  @Operation('addMemory', 'Stores a memory', {
    says: 'What is there already is not stored again.',
    answers: ADDED_MEMORY,
    example: { content: 'The spring sale begins on 1 March.', type: 'fact', confidence: 0.9 },
    refuses: { 404: ['session-not-found', 'memory-not-found'], 409: ['session-over'], 413: ['content-too-large', 'memory-too-large'] },
  })
  @Post()
  @Idempotent()
  @RequireScope('memory:write')
  async add(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: AddMemoryDto) {
    return addedView(await this.memory.add(principal.tenantId, networkId, memoryFromClient(principal, body)), networkId);
  }

  @Operation('addMemories', 'Stores up to 500 memories', {
    answers: ADDED_MEMORIES,
    example: { memories: [{ content: 'The spring sale begins on 1 March.', type: 'fact' }] },
    refuses: {
      404: ['session-not-found', 'memory-not-found'],
      409: ['session-over'],
      413: ['content-too-large', 'memory-too-large'],
      422: ['batch-too-large'],
    },
  })
  @Post('batch')
  @Idempotent()
  @RequireScope('memory:write')
  async addAll(@CurrentPrincipal() principal: Principal, @Param('networkId') networkId: string, @Body() body: AddMemoriesDto) {
    await this.limits.assertBatch(principal, body.memories.length);
    const memories = body.memories.map((memory, index) => memoryFromClient(principal, memory, `memories[${index}].`));
    const added = await this.memory.addAll(principal.tenantId, networkId, memories);
    return { results: added.map((item, index) => ({ index, ...addedView(item, networkId) })) };
  }

  @Operation('listMemories', 'Lists memories, the newest first', {
    answers: MEMORY_PAGE,
    refuses: { 404: ['session-not-found'] },
  })
  @Get()
  @RequireScope('memory:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: ListMemoriesQuery) {
    const { data, next_cursor } = await this.memory.list(tenantId, networkId, filterOf(query), query);
    return { data: data.map(memoryView), next_cursor };
  }

  @Operation('searchMemories', 'Searches memories', {
    says: 'The best first; `explain` adds the signals behind each score.',
    answers: FOUND_MEMORIES,
    refuses: { 404: ['session-not-found'] },
  })
  @Get('search')
  @RequireScope('memory:read')
  async search(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() query: SearchMemoriesQuery) {
    const found = await this.memory.search(tenantId, networkId, query.query, filterOf(query), query.limit);
    return { data: found.map((item) => foundView(item, query.explain ?? false)), next_cursor: null };
  }

  @Operation('getMemory', 'Tells of a memory', {
    answers: MEMORY,
  })
  @Get(':memoryId')
  @RequireScope('memory:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('memoryId') memoryId: string) {
    return memoryView(await this.memory.get(tenantId, networkId, memoryId));
  }

  @Operation('updateMemory', 'Changes a memory', {
    answers: MEMORY,
    example: { confidence: 0.5 },
    refuses: { 413: ['content-too-large', 'memory-too-large'] },
  })
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

  @Operation('deleteMemory', 'Deletes a memory')
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
