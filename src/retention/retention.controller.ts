import { Body, Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../security';
import { RetentionPeriods, type DataType, type Days } from '../tenants';
import { SweepDto } from './dto/sweep.dto';
import { RETENTION_POLICIES, type RetentionPolicy } from './policies/retention-policy';
import { periodsView, readPeriods } from './retention-policy.body';
import { RetentionSweeper } from './sweep/retention-sweeper';
import { sweepView } from './sweep/sweep-record';
import { RetentionSweepStore } from './sweep/sweep.store';
import { Operation } from '../openapi';
import { LAST_SWEEPS, RETENTION_POLICY, SWEEP } from './retention.schema';

/** How long the tenant of the caller keeps what, and what was removed because of it. */
@ApiTags('security')
@Controller('security/retention-policy')
export class RetentionController {
  constructor(
    @Inject(RETENTION_POLICIES) private readonly policies: readonly RetentionPolicy[],
    private readonly periods: RetentionPeriods,
    private readonly sweeper: RetentionSweeper,
    private readonly sweeps: RetentionSweepStore,
  ) {}

  @Operation('getRetentionPolicy', 'Tells how long each type of data is kept', {
    says: 'In days, or `"forever"`.',
    answers: RETENTION_POLICY,
  })
  @Get()
  @RequireScope('retention:read')
  async get(@CurrentPrincipal() { tenantId }: Principal) {
    return periodsView(await this.periodsOf(tenantId));
  }

  @Operation('putRetentionPolicy', 'Puts a retention policy in the place of the one before', {
    says: 'A type that is not named is kept as long as by default. A shorter period holds for what is there, too, from the next sweep on; a longer one for what is written from then on, and for all of the audit log and the cost ledger.',
    takes: RETENTION_POLICY,
    answers: RETENTION_POLICY,
    example: { tasks: 30 },
    refuses: { 422: ['retention-below-minimum'] },
  })
  @Put()
  @RequireScope('retention:write')
  async put(@CurrentPrincipal() { tenantId }: Principal, @Body() body: unknown, @NoteStateBefore() noteBefore: StateBefore) {
    const chosen = readPeriods(body);
    noteBefore(periodsView(await this.periodsOf(tenantId)));
    await this.periods.choose(tenantId, chosen);
    return periodsView(await this.periodsOf(tenantId));
  }

  @Operation('listSweeps', 'Tells of the last sweep, and of the last that only counted', {
    says: 'Null for one that there was not.',
    answers: LAST_SWEEPS,
  })
  @Get('sweeps')
  @RequireScope('retention:read')
  async listSweeps(@CurrentPrincipal() { tenantId }: Principal) {
    const [real, dry] = await Promise.all([this.sweeps.find(tenantId, false), this.sweeps.find(tenantId, true)]);
    return { last: real ? sweepView(real) : null, last_dry_run: dry ? sweepView(dry) : null };
  }

  @Operation('sweep', 'Asks for a sweep now', {
    says: 'With `dry_run` for a count of what one would remove.',
    answers: SWEEP,
    example: { dry_run: true },
  })
  @Post('sweeps')
  @HttpCode(202)
  @RequireScope('retention:write')
  async sweep(@CurrentPrincipal() { tenantId }: Principal, @Body() { dry_run: isDryRun = false }: SweepDto) {
    return sweepView(await this.sweeper.request(tenantId, isDryRun));
  }

  private async periodsOf(tenantId: string): Promise<Record<DataType, Days>> {
    const chosen = await this.periods.chosen(tenantId);
    const entries = this.policies.map(({ type, defaultDays }) => [type, chosen[type] ?? defaultDays] as const);
    return Object.fromEntries(entries) as Record<DataType, Days>;
  }
}
