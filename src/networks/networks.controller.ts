import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
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

/** `/networks`. */
@ApiTags('networks')
@ApiBearerAuth()
@Controller('networks')
export class NetworksController {
  constructor(
    private readonly networks: NetworksService,
    private readonly views: NetworkViews,
  ) {}

  @Post()
  @Idempotent()
  @RequireScope('networks:write')
  async create(@CurrentPrincipal() principal: Principal, @CreationSeed() seed: string | undefined, @Body() body: CreateNetworkDto) {
    return networkView(await this.networks.create(principal, body, seed));
  }

  @Get()
  @RequireScope('networks:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() page: PageQuery) {
    const { data, next_cursor } = await this.networks.list(tenantId, page);
    return { data: await Promise.all(data.map((network) => this.views.withCounts(tenantId, network))), next_cursor };
  }

  @Get(':networkId')
  @RequireScope('networks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string) {
    return this.views.withCounts(tenantId, await this.networks.get(tenantId, networkId));
  }

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
