import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsBoundedObject, Plain } from '../../../security';

/** 30 days: what is to be kept for longer is no session. */
const MAX_TTL_SECONDS = 30 * 86_400;

/** `POST …/sessions`. */
export class CreateSessionDto {
  @IsString()
  @Matches(/\S/, { message: 'user_id must name somebody' })
  @MaxLength(200)
  @Plain()
  user_id!: string;

  /** How long it lives on after its last use: 1 second to 30 days, default an hour. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_TTL_SECONDS)
  ttl_seconds?: number;

  @IsOptional()
  @IsBoundedObject({ maxBytes: 64 * 1024 })
  metadata?: Record<string, unknown>;
}
