import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { COUNTED_NETWORK, NetworksService, NetworkViews } from '../../networks';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { NoFieldsDto } from '../dto/no-fields.dto';
import { NetworkPause } from './network-pause';
import { Operation } from '../../openapi';

/** Pausing networks; once more for one that is paused changes nothing. */
@ApiTags('networks')
@Controller('networks/:networkId')
export class NetworkControlController {
  constructor(
    private readonly networks: NetworksService,
    private readonly views: NetworkViews,
    private readonly networkPause: NetworkPause,
  ) {}

  @Operation('pauseNetwork', 'Pauses a network', {
    says: 'Nothing new begins in it; once more for one that is paused changes nothing.',
    answers: COUNTED_NETWORK,
  })
  @Post('pause')
  @HttpCode(200)
  @RequireScope('networks:write')
  async pause(@CurrentPrincipal() { tenantId, userId }: Principal, @Param('networkId') networkId: string, @Body() _body: NoFieldsDto) {
    const network = await this.networks.get(tenantId, networkId);
    await this.networkPause.pause({ tenantId, networkId }, userId);
    return this.views.withCounts(tenantId, network);
  }

  @Operation('resumeNetwork', 'Lets a paused network go on', {
    answers: COUNTED_NETWORK,
  })
  @Post('resume')
  @HttpCode(200)
  @RequireScope('networks:write')
  async resume(@CurrentPrincipal() { tenantId, userId }: Principal, @Param('networkId') networkId: string, @Body() _body: NoFieldsDto) {
    const network = await this.networks.get(tenantId, networkId);
    await this.networkPause.resume({ tenantId, networkId }, userId);
    return this.views.withCounts(tenantId, network);
  }
}
