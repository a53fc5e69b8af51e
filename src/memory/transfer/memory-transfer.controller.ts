import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, HttpException, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal, type StreamingReply } from '../../security';
import { ExportMemoriesQuery, filterOf } from '../dto/memory.query';
import { MemoryService } from '../memory.service';
import { assertBodyFits, IMPORT_BOUNDS } from './body-lines';
import { IMPORT_BODY_SCHEMA, IMPORT_REPORT_SCHEMA } from './transfer-schemas';
import { LINE_MEDIA_TYPES } from './media-types';
import { MemoryImport } from './memory-import';
import { sendLines } from './send-lines';

/** `/networks/{network_id}/memories/import` and `…/export`: memories as lines of JSON, in and out. */
@ApiTags('memories')
@ApiBearerAuth()
@Controller('networks/:networkId/memories')
export class MemoryTransferController {
  constructor(
    private readonly imports: MemoryImport,
    private readonly memory: MemoryService,
  ) {}

  /** Takes an `Idempotency-Key` but needs none: what is there already is not stored again. */
  @Post('import')
  @HttpCode(200)
  @ApiConsumes(...LINE_MEDIA_TYPES)
  @ApiBody({ schema: IMPORT_BODY_SCHEMA })
  @ApiOkResponse({ schema: IMPORT_REPORT_SCHEMA })
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

  @Get('export')
  @ApiProduces(LINE_MEDIA_TYPES[0])
  @ApiOkResponse({ schema: { type: 'string' }, description: 'A memory a line, in the order in which they were stored' })
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
