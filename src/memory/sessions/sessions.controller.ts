import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreationSeed,
  CurrentPrincipal,
  Idempotent,
  PageQuery,
  NoteStateBefore,
  RequireScope,
  type Principal,
  type StateBefore,
} from '../../security';
import { CreateSessionDto } from './dto/create-session.dto';
import { ExtendSessionDto } from './dto/extend-session.dto';
import { sessionView } from './session.view';
import { SessionsService } from './sessions.service';
import { Operation } from '../../openapi';
import { SESSION, SESSION_PAGE } from './session.schema';

/** `/networks/{network_id}/sessions`. One that has ended or expired is not found. */
@ApiTags('sessions')
@Controller('networks/:networkId/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Operation('createSession', 'Begins a session', {
    answers: SESSION,
    example: { user_id: 'ada', ttl_seconds: 3600 },
  })
  @Post()
  @Idempotent()
  @RequireScope('memory:write')
  async create(
    @CurrentPrincipal() { tenantId }: Principal,
    @CreationSeed() seed: string | undefined,
    @Param('networkId') networkId: string,
    @Body() body: CreateSessionDto,
  ) {
    const given = { userId: body.user_id, ttlSeconds: body.ttl_seconds, metadata: body.metadata };
    return sessionView(await this.sessions.create(tenantId, networkId, given, seed));
  }

  @Operation('listSessions', 'Lists sessions that live', {
    answers: SESSION_PAGE,
  })
  @Get()
  @RequireScope('memory:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() page: PageQuery) {
    const { data, next_cursor } = await this.sessions.list(tenantId, networkId, page);
    return { data: data.map(sessionView), next_cursor };
  }

  @Operation('getSession', 'Tells of a session', {
    answers: SESSION,
  })
  @Get(':sessionId')
  @RequireScope('memory:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('sessionId') sessionId: string) {
    return sessionView(await this.sessions.get(tenantId, networkId, sessionId));
  }

  @Operation('extendSession', 'Extends a session', {
    says: 'By its whole time to live from now, as every write for it does.',
    answers: SESSION,
    example: { ttl_seconds: 3600 },
    refuses: { 409: ['session-over'] },
  })
  @Patch(':sessionId')
  @RequireScope('memory:write')
  async extend(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('sessionId') sessionId: string,
    @Body() body: ExtendSessionDto,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    noteBefore(sessionView(await this.sessions.get(tenantId, networkId, sessionId)));
    const change = { ttlSeconds: body.ttl_seconds, metadata: body.metadata };
    return sessionView(await this.sessions.extend(tenantId, networkId, sessionId, change));
  }

  @Operation('endSession', 'Ends a session', {
    says: 'Its memories and tasks are gone when this answers.',
  })
  @Delete(':sessionId')
  @HttpCode(204)
  @RequireScope('memory:write')
  async end(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('sessionId') sessionId: string) {
    await this.sessions.end(tenantId, networkId, sessionId);
  }
}
