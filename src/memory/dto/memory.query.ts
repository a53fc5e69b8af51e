import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsISO8601, IsNumber, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../security';
import { MEMORY_TYPES, type MemoryFilter, type MemoryType } from '../memory';

/** `?type=&since=&until=&session_id=&min_confidence=` and the page. */
export class ListMemoriesQuery extends PageQuery {
  @IsOptional()
  @IsIn(MEMORY_TYPES, { message: `type must be one of ${MEMORY_TYPES.join(', ')}` })
  type?: MemoryType;

  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,128}$/, { message: 'session_id must be an id' })
  session_id?: string;

  /** 0–1. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;
}

/** The same for a search. */
export class SearchMemoriesQuery extends ListMemoriesQuery {
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
export function filterOf(query: ListMemoriesQuery): MemoryFilter {
  return {
    type: query.type,
    sinceMs: query.since === undefined ? undefined : Date.parse(query.since),
    untilMs: query.until === undefined ? undefined : Date.parse(query.until),
    sessionId: query.session_id,
    minConfidence: query.min_confidence,
  };
}
