import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CallerSignal, CurrentPrincipal, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../../security';
import { PERSONAL_DATA_TYPES } from '../../text';
import { scopeOf } from '../generate-request';
import { ContentSafetyFilter } from './content-safety-filter';
import { sanitise } from './detect/sanitise';
import { CheckContentDto, SanitizeContentDto } from './dto/safety.dto';
import { readSafetyPolicy, SAFETY_POLICY_SCHEMA, safetyPolicyView } from './policy/safety-policy.body';
import { SafetyPolicies } from './policy/safety-policies';
import { safetyVerdictView } from './safety.view';

/** The content safety filter for callers, and what the tenant of the caller lets pass. */
@ApiTags('safety')
@ApiBearerAuth()
@Controller('safety')
export class SafetyController {
  constructor(
    private readonly filter: ContentSafetyFilter,
    private readonly policies: SafetyPolicies,
  ) {}

  /** What a text is found to be: a score for each category, and what was found where. */
  @Post('check')
  @HttpCode(200)
  @RequireScope('safety:check')
  async check(@CurrentPrincipal() principal: Principal, @Body() { content }: CheckContentDto, @CallerSignal() left: AbortSignal) {
    return safetyVerdictView(await this.filter.check(scopeOf(principal, {}), content, 'request', left));
  }

  /** The text with `[TYPE]` in the place of personal data and secrets; there is no way back. */
  @Post('sanitize')
  @HttpCode(200)
  @RequireScope('safety:check')
  async sanitize(@Body() { content, types }: SanitizeContentDto, @CallerSignal() left: AbortSignal) {
    return sanitise(content, new Set(types ?? PERSONAL_DATA_TYPES), left);
  }

  @Get('policy')
  @ApiOkResponse({ schema: SAFETY_POLICY_SCHEMA })
  @RequireScope('safety:read')
  async get(@CurrentPrincipal() { tenantId }: Principal) {
    return safetyPolicyView(await this.policies.of(tenantId));
  }

  /** Puts a policy in the place of the one before; what it does not name has its default. Holds at once here, on other replicas within 10 s. */
  @Put('policy')
  @ApiBody({ schema: SAFETY_POLICY_SCHEMA })
  @ApiOkResponse({ schema: SAFETY_POLICY_SCHEMA })
  @RequireScope('safety:write')
  async put(@CurrentPrincipal() { tenantId }: Principal, @Body() body: unknown, @NoteStateBefore() noteBefore: StateBefore) {
    const policy = readSafetyPolicy(body);
    noteBefore(safetyPolicyView(await this.policies.of(tenantId)));
    return safetyPolicyView(await this.policies.choose(tenantId, policy));
  }
}
