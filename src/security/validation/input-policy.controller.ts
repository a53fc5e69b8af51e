import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../access/principal';
import { RequireScope } from '../access/scopes.guard';
import { NoteStateBefore, type StateBefore } from '../access/state-before';
import { InputPolicyDto } from './dto/input-policy.dto';
import { InputPolicies } from './input-policies';
import type { InputPolicy } from './input-policy';

/** How the tenant of the caller treats script, SQL, paths and the like in what it is sent. */
@ApiTags('security')
@ApiBearerAuth()
@Controller('security/input-policy')
export class InputPolicyController {
  constructor(private readonly policies: InputPolicies) {}

  @Get()
  @RequireScope('safety:read')
  get(@CurrentPrincipal() { tenantId }: Principal): Promise<InputPolicy> {
    return this.policies.of(tenantId);
  }

  /** Puts a choice in the place of the one before. Holds at once here, on other replicas within 10 s. */
  @Put()
  @RequireScope('safety:write')
  async put(
    @CurrentPrincipal() { tenantId }: Principal,
    @Body() chosen: InputPolicyDto,
    @NoteStateBefore() noteBefore: StateBefore,
  ): Promise<InputPolicy> {
    noteBefore(await this.policies.of(tenantId));
    return this.policies.choose(tenantId, { ...chosen });
  }
}
