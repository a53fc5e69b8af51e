import { OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, IsOptional, IsString, Length, Min } from 'class-validator';
import { invalidField } from '../../errors';
import { IsTimestamp, PageQuery } from '../../security';
import type { AuditOutcome } from '../audit-event';
import type { AuditFilters } from '../query/audit-filters';

const OUTCOMES: readonly AuditOutcome[] = ['allowed', 'denied', 'failed', 'unknown'];
/** `ndjson` proves itself and is what `ai-mesh audit verify` reads; `ocsf` is an event of the Open Cybersecurity Schema Framework a line. */
export const EXPORT_FORMATS = ['ndjson', 'csv', 'ocsf'] as const;
/** No field of an event is longer. */
const MAX_LENGTH = 256;

/** `?actor=&action=&resource=&outcome=&ip=&session_id=&from=&to=` and the page. */
export class ListAuditQuery extends PageQuery {
  /** Id of a key or of a user. */
  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  actor?: string;

  /** `networks.create`. */
  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  action?: string;

  /** Id of the thing, or its kind. */
  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  resource?: string;

  @IsOptional()
  @IsIn(OUTCOMES, { message: `outcome must be one of ${OUTCOMES.join(', ')}` })
  outcome?: AuditOutcome;

  @IsOptional()
  @IsIP()
  ip?: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  session_id?: string;

  @IsOptional()
  @IsTimestamp()
  from?: string;

  @IsOptional()
  @IsTimestamp()
  to?: string;
}

/** The same for an export, which is not cut into pages. As NDJSON it has whole days, and takes no filter but `from` and `to`. */
export class ExportAuditQuery extends OmitType(ListAuditQuery, ['cursor', 'limit'] as const) {
  @IsOptional()
  @IsIn(EXPORT_FORMATS, { message: `format must be one of ${EXPORT_FORMATS.join(', ')}` })
  format: (typeof EXPORT_FORMATS)[number] = 'ndjson';
}

/** Which records to verify, inclusive; all without it. */
export class VerifyAuditQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  from_sequence?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  to_sequence?: number;
}

/** The filter a query asks for. @throws MeshError 422 naming `from` when it lies behind `to`. */
export function auditFilterOf({ session_id: sessionId, from, to, ...query }: Omit<ListAuditQuery, 'cursor' | 'limit'>): AuditFilters {
  const fromMs = from === undefined ? undefined : Date.parse(from);
  const toMs = to === undefined ? undefined : Date.parse(to);
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) throw invalidField('from', 'must not be later than to');
  const { actor, action, resource, outcome, ip } = query;
  return { actor, action, resource, outcome, ip, sessionId, fromMs, toMs };
}

/** @throws MeshError 422 naming a filter that would leave holes, where the export must prove itself. */
export function assertWhole({ actor, action, resource, outcome, ip, session_id }: ExportAuditQuery): void {
  const given = Object.entries({ actor, action, resource, outcome, ip, session_id }).find(([, value]) => value !== undefined);
  if (given !== undefined)
    throw invalidField(given[0], 'cannot be used with format=ndjson, which proves that nothing is left out; use csv or ocsf');
}
