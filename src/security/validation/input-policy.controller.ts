import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../access/principal';
import { RequireScope } from '../access/scopes.guard';
import { NoteStateBefore, type StateBefore } from '../access/state-before';
import { InputPolicyDto } from './dto/input-policy.dto';
import { InputPolicies } from './input-policies';
import type { InputPolicy } from './input-policy';
import { Operation } from '../../openapi';
import { INPUT_POLICY } from './input-policy.schema';

/** How the tenant of the caller treats script, SQL, paths and the like in what it is sent. */
@ApiTags('security')
@Controller('security/input-policy')
export class InputPolicyController {
  constructor(private readonly policies: InputPolicies) {}

  @Operation('getInputPolicy', 'Tells how dangerous input is treated', {
    answers: INPUT_POLICY,
  })
  @Get()
  @RequireScope('safety:read')
  get(@CurrentPrincipal() { tenantId }: Principal): Promise<InputPolicy> {
    return this.policies.of(tenantId);
  }

  @Operation('putInputPolicy', 'Puts an input policy in the place of the one before', {
    says: 'Holds at once here, on other replicas within 10 s.',
    answers: INPUT_POLICY,
    example: { text: 'sanitise' },
  })
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
