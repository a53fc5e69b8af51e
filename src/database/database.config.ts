import { IsOptional, ValidateBy } from 'class-validator';
import { Env } from '../config';

/** Where is kept what must outlive Redis. */
export class DatabaseConfig {
  /** `postgres://user:password@host:5432/name?sslmode=verify-full`; unset: PostgreSQL embedded in this process, in `<MESH_DATA_DIR>/pg`. */
  @Env('DATABASE_URL')
  @IsOptional()
  @IsPostgresUrl()
  url?: string;
}

/** The message never shows the value: it holds a password. */
function IsPostgresUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isPostgresUrl',
    validator: { validate: isPostgresUrl, defaultMessage: () => 'must be a URL such as postgres://user:password@host:5432/name' },
  });
}

function isPostgresUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (protocol === 'postgres:' || protocol === 'postgresql:') && hostname !== '';
}
