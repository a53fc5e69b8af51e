import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { ROLES, type Role } from '../../access/roles';
import { ID } from '../../validation/id';
import { Plain } from '../../validation/plain';
import { IsTimestamp } from '../../validation/timestamp';

/** Turns a minute of a key; what is absent is not limited. */
export class RateLimitDto {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  requests_per_minute?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  tasks_per_minute?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  tokens_per_minute?: number;
}

/** Body of `POST /security/api-keys`. */
export class CreateKeyDto {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Plain()
  name!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Plain()
  user_id!: string;

  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  role!: Role;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(64)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  scopes?: string[];

  @IsOptional()
  @IsTimestamp()
  expires_at?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(64)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  allowed_cidrs?: string[];

  @IsOptional()
  @IsString()
  @Matches(ID, { message: 'parent_key_id must be an id' })
  parent_key_id?: string;

  @IsOptional()
  @IsString()
  @Matches(/^[\w-]{1,64}$/, { message: 'tenant_id must be 1 to 64 letters, digits, _ or -' })
  tenant_id?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => RateLimitDto)
  rate_limit?: RateLimitDto;

  /** Whether requests with it must be signed. */
  @IsOptional()
  @IsBoolean()
  require_signature?: boolean;
}
