import { IsOptional, IsString, MinLength } from 'class-validator';
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
}
