import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../access/principal';
import { RequireScope } from '../access/scopes.guard';
import { NoteStateBefore, type StateBefore } from '../access/state-before';
import { CreationSeed, Idempotent } from '../requests/idempotency.interceptor';
import { PageQuery } from '../validation/page.query';
import { ChangeKeyDto, RotateKeyDto } from './dto/change-key.dto';
import { CreateKeyDto } from './dto/create-key.dto';
import { keyView } from './key.view';
import type { KeyRecord } from './key-record';
import { KeysService, type ShownOnce } from './keys.service';
import { Pepper } from './pepper';
import { PepperReports } from './pepper-report';

/** The API keys of a tenant. */
@ApiTags('security')
@Controller('security/api-keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly peppers: PepperReports,
    private readonly pepper: Pepper,
  ) {}

  @Post()
  @Idempotent('stream') // what it answers is a secret, and kept nowhere: the seed makes the same key again
  @RequireScope('keys:write')
  async create(@CurrentPrincipal() principal: Principal, @Body() body: CreateKeyDto, @CreationSeed() seed: string | undefined) {
    return this.shown(await this.keys.create(principal, body, seed));
  }

  @Get()
  @RequireScope('keys:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() { limit, cursor }: PageQuery) {
    const { data, next_cursor } = await this.keys.list(tenantId, { limit, cursor });
    return { data: data.map((record) => this.view(record)), next_cursor };
  }

  /** Which keys of the whole mesh still hang on a pepper that is to go. */
  @Get('peppers')
  @RequireScope('tenants:write')
  async pepperReport() {
    const { current, counts, leftBehind } = await this.peppers.report();
    return {
      current,
      counts,
      left_behind: leftBehind.map(({ keyId, tenantId, pepperId, isKnown }) => ({
        key_id: keyId,
        tenant_id: tenantId,
        pepper: pepperId,
        moves_when_used: isKnown,
      })),
    };
  }

  @Get(':keyId')
  @RequireScope('keys:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('keyId') keyId: string) {
    return this.view(await this.keys.get(tenantId, keyId));
  }

  @Patch(':keyId')
  @RequireScope('keys:write')
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('keyId') keyId: string,
    @Body() body: ChangeKeyDto,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    const { before, after } = await this.keys.change(principal, keyId, body);
    noteBefore(this.view(before));
    return this.view(after);
  }

  @Post(':keyId/rotate')
  @HttpCode(200)
  @RequireScope('keys:write')
  async rotate(@CurrentPrincipal() principal: Principal, @Param('keyId') keyId: string, @Body() body: RotateKeyDto) {
    return this.shown(await this.keys.rotate(principal, keyId, body.grace_seconds ?? 0));
  }

  /** Once this has answered, no request with the key or any below it is let in. */
  @Delete(':keyId')
  @HttpCode(200)
  @RequireScope('keys:write')
  async revoke(@CurrentPrincipal() { tenantId }: Principal, @Param('keyId') keyId: string, @NoteStateBefore() noteBefore: StateBefore) {
    noteBefore(this.view(await this.keys.get(tenantId, keyId)));
    return { key_id: keyId, revoked_key_ids: await this.keys.revoke(tenantId, keyId) };
  }

  private shown({ record, text }: ShownOnce) {
    const { id, key } = this.pepper.signingKey(record.keyId, record.generation);
    return { ...this.view(record), api_key: text, signing_key_id: id, signing_key: key.toString('base64url') };
  }

  private view(record: KeyRecord) {
    return keyView(record, this.pepper.ids, Date.now());
  }
}
