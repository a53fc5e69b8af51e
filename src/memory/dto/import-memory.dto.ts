import { Allow, IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsId, IsTimestamp } from '../../security';
import type { MemoryRetention } from '../memory';
import { AddMemoryDto } from './add-memory.dto';
import { IsSessionName } from './session-name';

/** Milliseconds that the clock of another machine may be ahead. */
const MAX_AHEAD_MS = 86_400_000;
const RETENTIONS = ['working', 'long-term', 'timed', 'session'] as const satisfies readonly MemoryRetention[];

/**
 * A line of `POST …/memories/import`: what `POST …/memories` takes, or what an export wrote. Of the latter, what this network or the
 * importer says anew is read over.
 */
export class ImportMemoryDto extends AddMemoryDto {
  /** What other lines of the file call it in `supersedes`; here it gets an id of its own. */
  @IsOptional()
  @IsId()
  memory_id?: string;

  /** From 1970 on, and not in the future. */
  @IsOptional()
  @IsTimestamp()
  @IsPast()
  created_at?: string;

  @IsOptional()
  @IsTimestamp()
  expires_at?: string;

  @IsOptional()
  @IsIn(RETENTIONS)
  retention?: MemoryRetention;

  @IsOptional()
  @IsSessionName()
  declare session_id?: string;

  @Allow()
  network_id?: unknown;

  @Allow()
  superseded_by?: unknown;

  @Allow()
  valid_until?: unknown;

  @Allow()
  trust?: unknown;

  @Allow()
  flagged?: unknown;

  @Allow()
  provenance?: unknown;

  @Allow()
  score?: unknown;

  @Allow()
  signals?: unknown;
}

function IsPast(): PropertyDecorator {
  return ValidateBy({
    name: 'isPast',
    validator: {
      validate: (value: unknown) => {
        const timeMs = typeof value === 'string' ? Date.parse(value) : NaN;
        return timeMs >= 0 && timeMs <= Date.now() + MAX_AHEAD_MS;
      },
      defaultMessage: () => '$property must be from 1970 on and not in the future',
    },
  });
}
