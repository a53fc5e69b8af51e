import type { IncomingMessage } from 'node:http';
import { Controller, Get, HttpException, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NetworksService } from '../networks';
import { Operation } from '../openapi';
import { CurrentPrincipal, MeshLimits, RequireScope, type Principal } from '../security';
import { Upgrades } from './upgrades';
import { Visits } from './visits';

interface Reply {
  hijack(): unknown;
  header(name: string, value: string): unknown;
}

/** `/networks/{network_id}/ws`. */
@ApiTags('tasks')
@Controller('networks/:networkId/ws')
export class WebSocketController {
  constructor(
    private readonly upgrades: Upgrades,
    private readonly visits: Visits,
    private readonly networks: NetworksService,
    private readonly limits: MeshLimits,
  ) {}

  /** It counts as a stream until it is closed. */
  @Operation('openWebSocket', 'Opens a WebSocket: tasks and memories of the network as they change', {
    says: 'The key may also be shown as the subprotocol behind `mesh`, or in the first message, `{"type": "auth", "api_key": "…"}`.',
    status: 101,
    refuses: { 426: ['upgrade-required'], 429: ['streams-limited'], 503: ['connections-limited'] },
  })
  @Get()
  @RequireScope('tasks:read')
  async connect(
    @CurrentPrincipal() principal: Principal,
    @Param('networkId') networkId: string,
    @Req() request: { raw: IncomingMessage; ip: string },
    @Res() reply: Reply,
  ): Promise<void> {
    const place = { tenantId: principal.tenantId, networkId };
    await this.networks.get(place.tenantId, networkId);
    const handshake = this.upgrades.of(request.raw);
    if (handshake === undefined) {
      reply.header('Upgrade', 'websocket');
      throw new HttpException('this route is a WebSocket: ask for an upgrade', 426);
    }
    this.visits.assertRoom();
    const lease = await this.limits.holdStream(principal);
    try {
      reply.hijack();
      const opened = handshake.open();
      if (opened !== undefined) await this.visits.receive(opened, { principal, place, ip: request.ip });
    } finally {
      lease.release();
    }
  }
}
