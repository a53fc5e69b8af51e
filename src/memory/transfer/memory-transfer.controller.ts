import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, HttpException, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal, type StreamingReply } from '../../security';
import { ExportMemoriesQuery, filterOf } from '../dto/memory.query';
import { MemoryService } from '../memory.service';
import { assertBodyFits, IMPORT_BOUNDS } from './body-lines';
import { LINE_MEDIA_TYPES } from './media-types';
import { MemoryImport } from './memory-import';
import { sendLines } from './send-lines';
import { Operation } from '../../openapi';
import { EXPORT_LINES, IMPORT_BODY, IMPORT_REPORT } from './transfer.schema';

/** `/networks/{network_id}/memories/import` and `…/export`: memories as lines of JSON, in and out. */
@ApiTags('memories')
@Controller('networks/:networkId/memories')
export class MemoryTransferController {
  constructor(
    private readonly imports: MemoryImport,
    private readonly memory: MemoryService,
  ) {}

  @Operation('importMemories', 'Stores memories from lines of JSON', {
    says: 'As they arrive. Takes an `Idempotency-Key` but needs none: what is there already is not stored again.',
    takes: IMPORT_BODY,
    answers: IMPORT_REPORT,
    refuses: { 413: ['import-too-large'] },
  })
  @Post('import')
  @HttpCode(200)
  @RequireScope('memory:write')
  async import(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Param('networkId') networkId: string,
    @Req() request: { body: unknown; headers: { 'content-length'?: string } },
  ) {
    if (!(request.body instanceof Readable)) throw new HttpException(`send the lines as ${LINE_MEDIA_TYPES[0]}`, 415);
    assertBodyFits(request.headers['content-length'], IMPORT_BOUNDS);
    return (await this.imports.run(tenantId, networkId, userId, request.body)).view();
  }

  @Operation('exportMemories', 'Writes memories as lines of JSON', {
    sends: [EXPORT_LINES],
    refuses: { 404: ['session-not-found'] },
  })
  @Get('export')
  @RequireScope('memory:read')
  async export(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Query() query: ExportMemoriesQuery,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const memories = await this.memory.export(tenantId, networkId, filterOf(query));
    await sendLines(reply, memories, `${networkId}-memories.ndjson`);
  }
}
