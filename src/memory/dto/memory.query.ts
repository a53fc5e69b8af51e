import { OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsId, IsTimestamp, PageQuery } from '../../security';
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
  @IsId()
  session_id?: string;

  /** 0–1. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;
}

/** The same for a search, which has no pages: its results are the best `limit`. */
export class SearchMemoriesQuery extends OmitType(ListMemoriesQuery, ['cursor'] as const) {
  @IsString()
  @Length(1, 100_000)
  query!: string;

  /** Adds the signals behind each score. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  explain?: boolean;
}

/** The filter a query asks for. */
export function filterOf(query: Omit<ListMemoriesQuery, 'cursor' | 'limit'>): MemoryFilter {
  return {
    type: query.type,
    sinceMs: query.since === undefined ? undefined : Date.parse(query.since),
    untilMs: query.until === undefined ? undefined : Date.parse(query.until),
    sessionId: query.session_id,
    minConfidence: query.min_confidence,
  };
}
