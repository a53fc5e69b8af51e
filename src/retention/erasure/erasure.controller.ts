import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../errors';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { ErasureDto } from './dto/erasure.dto';
import { ErasureStore } from './erasure.store';
import { Erasures } from './erasures';
import { receiptView } from './receipt';

/** Erasures and their receipts. */
@ApiTags('security')
@ApiBearerAuth()
@Controller('security/erasure')
export class ErasureController {
  constructor(
    private readonly erasures: Erasures,
    private readonly receipts: ErasureStore,
  ) {}

  /** Erases a network with all that it holds, everywhere; the receipt says when nothing is left. */
  @Post()
  @HttpCode(202)
  @RequireScope('erasure:write')
  async erase(@CurrentPrincipal() { tenantId, keyId }: Principal, @Body() { network_id: networkId }: ErasureDto) {
    return receiptView(await this.erasures.eraseNetwork(tenantId, networkId, keyId));
  }

  @Get(':erasureId')
  @RequireScope('erasure:write')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('erasureId') erasureId: string) {
    const receipt = await this.receipts.find(tenantId, erasureId);
    if (receipt === undefined) throw notFound('erasure', erasureId);
    return receiptView(receipt);
  }
}

/** `DELETE /networks/{network_id}`; it lies here because it reaches into every store. */
@ApiTags('networks')
@ApiBearerAuth()
@Controller('networks/:networkId')
export class NetworkErasureController {
  constructor(private readonly erasures: Erasures) {}

  /** Gone for everybody once this has answered; what it held is erased, and the receipt says when nothing is left. */
  @Delete()
  @HttpCode(202)
  @RequireScope('networks:write')
  async delete(@CurrentPrincipal() { tenantId, keyId }: Principal, @Param('networkId') networkId: string) {
    return receiptView(await this.erasures.eraseNetwork(tenantId, networkId, keyId));
  }
}
