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
import { Operation } from '../../openapi';
import { API_KEY, KEY_PAGE, PEPPER_REPORT, REVOKED_KEYS, SHOWN_KEY } from './key.schema';

/** The API keys of a tenant. */
@ApiTags('security')
@Controller('security/api-keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly peppers: PepperReports,
    private readonly pepper: Pepper,
  ) {}

  @Operation('createApiKey', 'Makes an API key', {
    says: 'The key is shown this once. A new `tenant_id` makes a new tenant, which only the administrator of the platform may.',
    answers: SHOWN_KEY,
    example: { name: 'newsletter service', user_id: 'ada', role: 'user' },
    refuses: { 403: ['key-exceeds-yours'], 404: ['key-not-found'], 409: ['too-many-keys', 'key-known', 'key-revoked', 'key-changed'] },
  })
  @Post()
  @Idempotent('stream') // what it answers is a secret, and kept nowhere: the seed makes the same key again
  @RequireScope('keys:write')
  async create(@CurrentPrincipal() principal: Principal, @Body() body: CreateKeyDto, @CreationSeed() seed: string | undefined) {
    return this.shown(await this.keys.create(principal, body, seed));
  }

  @Operation('listApiKeys', 'Lists API keys', {
    answers: KEY_PAGE,
  })
  @Get()
  @RequireScope('keys:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() { limit, cursor }: PageQuery) {
    const { data, next_cursor } = await this.keys.list(tenantId, { limit, cursor });
    return { data: data.map((record) => this.view(record)), next_cursor };
  }

  @Operation('getPeppers', 'Tells which keys of the whole mesh still hang on a pepper that is to go', {
    answers: PEPPER_REPORT,
  })
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

  @Operation('getApiKey', 'Tells of an API key', {
    answers: API_KEY,
  })
  @Get(':keyId')
  @RequireScope('keys:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('keyId') keyId: string) {
    return this.view(await this.keys.get(tenantId, keyId));
  }

  @Operation('changeApiKey', 'Changes an API key', {
    answers: API_KEY,
    example: { name: 'newsletter' },
    refuses: { 403: ['key-exceeds-yours'], 409: ['key-changed', 'key-revoked'] },
  })
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

  @Operation('rotateApiKey', 'Gives an API key a new secret', {
    says: 'The one before holds for `grace_seconds` more.',
    answers: SHOWN_KEY,
    example: { grace_seconds: 3600 },
    refuses: { 403: ['key-exceeds-yours'], 409: ['key-changed', 'key-revoked'] },
  })
  @Post(':keyId/rotate')
  @HttpCode(200)
  @RequireScope('keys:write')
  async rotate(@CurrentPrincipal() principal: Principal, @Param('keyId') keyId: string, @Body() body: RotateKeyDto) {
    return this.shown(await this.keys.rotate(principal, keyId, body.grace_seconds ?? 0));
  }

  @Operation('revokeApiKey', 'Revokes an API key and all below it', {
    says: 'Once this has answered, no request with any of them is let in.',
    answers: REVOKED_KEYS,
    refuses: { 403: ['key-exceeds-yours'], 409: ['key-changed'] },
  })
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
