import { ArrayMaxSize, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { Env } from '../config';

/** The secrets that stand outside Redis. */
export class SecurityConfig {
  /** The bootstrap admin key; when unset one is made and written to `admin.key` in the data directory. */
  @Env('MESH_BOOTSTRAP_KEY')
  @IsOptional()
  @IsString()
  @MinLength(16, { message: 'must have at least 16 characters' })
  bootstrapKey?: string;

  /** Keys every stored digest of an API key; replicas of one mesh share it. */
  @Env('MESH_KEY_PEPPER')
  @IsOptional()
  @IsString()
  @MinLength(32, { message: 'must have at least 32 characters' })
  keyPepper?: string;

  /** The peppers before it, the newest first, while keys that were made with them are still in use. */
  @Env('MESH_KEY_PEPPER_PREVIOUS')
  @ArrayMaxSize(3, { message: 'may name at most 3' })
  @MinLength(32, { each: true, message: 'must each have at least 32 characters' })
  previousPeppers: string[] = [];

  /** What stands in the middle of every key, so that a key of one mesh is told from a key of another. */
  @Env('MESH_ENVIRONMENT')
  @Matches(/^[a-z]{2,16}$/, { message: 'must be 2 to 16 letters a to z' })
  environment: string = 'live';

  /** Requests a minute of a tenant that has set no limit of its own; 0 for no limit. */
  @Env('MESH_TENANT_REQUESTS_PER_MINUTE')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(10_000_000)
  tenantRequestsPerMinute: number = 0;
}
