import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { notFound } from '../../errors';
import { CallerSignal, CurrentPrincipal, RequireScope, sendText, type Principal, type StreamingReply } from '../../security';
import { ErasureDto, ExportPersonQuery, subjectOf } from './dto/erasure.dto';
import { ErasureStore } from './erasure.store';
import { Erasures } from './erasures';
import { PersonExport } from './person-export';
import { receiptView } from './receipt';
import { Operation } from '../../openapi';
import { ERASURE_RECEIPT, PERSON_LINES } from './receipt.schema';

/** Erasures and their receipts. */
@ApiTags('security')
@Controller('security/erasure')
export class ErasureController {
  constructor(
    private readonly erasures: Erasures,
    private readonly receipts: ErasureStore,
  ) {}

  @Operation('erase', 'Erases a network with all that it holds, or a person, everywhere', {
    says: 'The receipt says when nothing is left.',
    answers: ERASURE_RECEIPT,
    example: { user_id: 'ada' },
    refuses: { 404: ['network-not-found'], 409: ['key-configured'] },
  })
  @Post()
  @HttpCode(202)
  @RequireScope('erasure:write')
  async erase(@CurrentPrincipal() { tenantId, keyId }: Principal, @Body() body: ErasureDto) {
    return receiptView(await this.erasures.erase(tenantId, subjectOf(body), keyId));
  }

  @Operation('getErasure', 'Shows the receipt of an erasure', {
    says: 'Whoever may delete a network may see the receipt of that; those of people are for whoever may erase them.',
    answers: ERASURE_RECEIPT,
  })
  @Get(':erasureId')
  @RequireScope('networks:write')
  async get(@CurrentPrincipal() { tenantId, grants }: Principal, @Param('erasureId') erasureId: string) {
    const receipt = await this.receipts.find(tenantId, erasureId);
    const isShown = receipt?.subject.kind === 'network' || grants.allows('erasure:write');
    if (receipt === undefined || !isShown) throw notFound('erasure', erasureId);
    return receiptView(receipt);
  }
}

/** `DELETE /networks/{network_id}`; it lies here because it reaches into every store. */
@ApiTags('networks')
@Controller('networks/:networkId')
export class NetworkErasureController {
  constructor(private readonly erasures: Erasures) {}

  @Operation('deleteNetwork', 'Deletes a network', {
    says: 'Gone for everybody once this has answered; what it held is erased, and the receipt says when nothing is left.',
    answers: ERASURE_RECEIPT,
  })
  @Delete()
  @HttpCode(202)
  @RequireScope('networks:write')
  async delete(@CurrentPrincipal() { tenantId, keyId }: Principal, @Param('networkId') networkId: string) {
    return receiptView(await this.erasures.erase(tenantId, { kind: 'network', id: networkId }, keyId));
  }
}

/** `GET /security/export`: what is known of a person, for that person. */
@ApiTags('security')
@Controller('security/export')
export class PersonExportController {
  constructor(private readonly persons: PersonExport) {}

  @Operation('exportPerson', 'Tells a person what is known of them', {
    sends: [PERSON_LINES],
  })
  @Get()
  @RequireScope('erasure:write')
  async export(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query() { user_id: userId }: ExportPersonQuery,
    @CallerSignal() signal: AbortSignal,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const lines = this.persons.lines({ tenantId, userId }, signal);
    return sendText(reply, lines, { mediaType: 'application/x-ndjson', fileName: 'person.ndjson' });
  }
}
