import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateIf, ValidateNested } from 'class-validator';
import { Plain } from '../../validation/plain';
import { IsTimestamp } from '../../validation/timestamp';
import { RateLimitDto } from './create-key.dto';

/** What `expires_at` says of a key that does not expire. */
export const NEVER = 'never';

/** Body of `PATCH /security/api-keys/{key_id}`. */
export class ChangeKeyDto {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Plain()
  name?: string;

  /** A time, or `never`. */
  @ValidateIf(({ expires_at }: ChangeKeyDto) => expires_at !== undefined && expires_at !== NEVER)
  @IsTimestamp()
  expires_at?: string;

  /** Takes the place of the limits it had. */
  @IsOptional()
  @ValidateNested()
  @Type(() => RateLimitDto)
  rate_limit?: RateLimitDto;
}

/** Seconds for which a secret may hold beside the one that replaces it: a week. */
const MAX_GRACE_SECONDS = 7 * 24 * 3_600;

/** Body of `POST /security/api-keys/{key_id}/rotate`. */
export class RotateKeyDto {
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_GRACE_SECONDS)
  grace_seconds?: number;
}
