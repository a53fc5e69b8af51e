import { invalidField } from '../../errors';
import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsTimestamp, PageQuery } from '../../security';
import { IsSessionName } from './session-name';
import { MEMORY_TYPES, type MemoryFilter, type MemoryType } from '../memory';

/** `?type=&since=&until=&session_id=&min_confidence=` and the page. */
export class ListMemoriesQuery extends PageQuery {
  @IsOptional()
  @IsIn(MEMORY_TYPES, { message: `type must be one of ${MEMORY_TYPES.join(', ')}` })
  type?: MemoryType;

  @IsOptional()
  @IsTimestamp()
  since?: string;

  @IsOptional()
  @IsTimestamp()
  until?: string;

  @IsOptional()
  @IsSessionName()
  session_id?: string;

  /** 0–1. */
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : (value as unknown)))
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;
}

/** The same for a search, which has no pages: its results are the best `limit`. */
export class SearchMemoriesQuery extends OmitType(ListMemoriesQuery, ['cursor'] as const) {
  @IsString()
  @Length(1, 131_072)
  query!: string;

  /** Adds the signals behind each score. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  explain?: boolean;
}

/** The same for an export, which is not cut into pages. */
export class ExportMemoriesQuery extends OmitType(ListMemoriesQuery, ['cursor', 'limit'] as const) {}

/** The filter a query asks for. @throws MeshError 422 naming `since` when it lies behind `until`. */
export function filterOf(query: Omit<ListMemoriesQuery, 'cursor' | 'limit'>): MemoryFilter {
  const sinceMs = query.since === undefined ? undefined : Date.parse(query.since);
  const untilMs = query.until === undefined ? undefined : Date.parse(query.until);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs) throw invalidField('since', 'must not be later than until');
  return {
    type: query.type,
    sinceMs,
    untilMs,
    sessionId: query.session_id,
    minConfidence: query.min_confidence,
  };
}
