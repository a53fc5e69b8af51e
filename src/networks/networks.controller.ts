import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreationSeed,
  CurrentPrincipal,
  Idempotent,
  NoteStateBefore,
  PageQuery,
  RequireScope,
  type Principal,
  type StateBefore,
} from '../security';
import { CreateNetworkDto } from './dto/create-network.dto';
import { UpdateNetworkDto } from './dto/update-network.dto';
import { networkView } from './network.view';
import { NetworkViews } from './network-views';
import { NetworksService } from './networks.service';
import { Operation } from '../openapi';
import { COUNTED_NETWORK, NETWORK, NETWORK_PAGE } from './network.schema';

/** `/networks`. */
@ApiTags('networks')
@Controller('networks')
export class NetworksController {
  constructor(
    private readonly networks: NetworksService,
    private readonly views: NetworkViews,
  ) {}

  @Operation('createNetwork', 'Creates a network', {
    says: 'Without `agents` it gets the five built-in ones.',
    answers: NETWORK,
    example: { name: 'Spring campaign', description: 'Mails for the spring sale' },
    refuses: { 409: ['network-erased'], 422: ['invalid-json-schema'] },
  })
  @Post()
  @Idempotent()
  @RequireScope('networks:write')
  async create(@CurrentPrincipal() principal: Principal, @CreationSeed() seed: string | undefined, @Body() body: CreateNetworkDto) {
    return networkView(await this.networks.create(principal, body, seed));
  }

  @Operation('listNetworks', 'Lists networks', {
    answers: NETWORK_PAGE,
  })
  @Get()
  @RequireScope('networks:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() page: PageQuery) {
    const { data, next_cursor } = await this.networks.list(tenantId, page);
    return { data: await Promise.all(data.map((network) => this.views.withCounts(tenantId, network))), next_cursor };
  }

  @Operation('getNetwork', 'Tells of a network', {
    answers: COUNTED_NETWORK,
  })
  @Get(':networkId')
  @RequireScope('networks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string) {
    return this.views.withCounts(tenantId, await this.networks.get(tenantId, networkId));
  }

  @Operation('updateNetwork', 'Changes a network', {
    answers: COUNTED_NETWORK,
    example: { name: 'Summer campaign' },
  })
  @Patch(':networkId')
  @RequireScope('networks:write')
  async update(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Body() body: UpdateNetworkDto,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    noteBefore(await this.views.withCounts(tenantId, await this.networks.get(tenantId, networkId)));
    return this.views.withCounts(tenantId, await this.networks.update(tenantId, networkId, body));
  }
}
