import { readFileSync } from 'node:fs';
import { IsOptional, IsString, ValidateBy, type ValidationArguments } from 'class-validator';
import { Env } from '../config';
import { parseRedisUrl } from './redis-url';

/** Which Redis holds the state of the mesh, and what proves that it is that one and we are we. */
export class RedisConfig {
  /** See `parseRedisUrl` for its forms. */
  @Env('REDIS_URL')
  @IsFaultless(urlFault)
  url: string = 'redis://127.0.0.1:6379';

  /** Asked for by the Sentinels themselves; that of the servers stands in the URL. */
  @Env('REDIS_SENTINEL_PASSWORD')
  @IsOptional()
  @IsString()
  sentinelPassword?: string;

  /** PEM; whom to trust instead of the authorities that Node knows. */
  @Env('REDIS_TLS_CA_FILE')
  @IsOptional()
  @IsFaultless(fileFault)
  tlsCaFile?: string;

  /** PEM; our own certificate, where Redis asks for one. */
  @Env('REDIS_TLS_CERT_FILE')
  @IsOptional()
  @IsFaultless(
    (value, config) => fileFault(value, config) ?? (config.tlsKeyFile === undefined ? 'needs REDIS_TLS_KEY_FILE beside it' : undefined),
  )
  tlsCertFile?: string;

  /** PEM; the private key of that certificate. */
  @Env('REDIS_TLS_KEY_FILE')
  @IsOptional()
  @IsFaultless(
    (value, config) => fileFault(value, config) ?? (config.tlsCertFile === undefined ? 'needs REDIS_TLS_CERT_FILE beside it' : undefined),
  )
  tlsKeyFile?: string;
}

/** Valid when `faultOf` finds nothing; what it finds must not show the value. */
function IsFaultless(faultOf: (value: unknown, config: RedisConfig) => string | undefined): PropertyDecorator {
  const fault = ({ value, object }: ValidationArguments) => faultOf(value, object as RedisConfig);
  return ValidateBy({
    name: 'isFaultless',
    validator: {
      validate: (_value, args) => args !== undefined && fault(args) === undefined,
      defaultMessage: (args) => (args && fault(args)) ?? 'cannot be used',
    },
  });
}

function urlFault(value: unknown): string | undefined {
  try {
    parseRedisUrl(String(value));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Files for TLS that is not used would let somebody believe that it is. */
function fileFault(value: unknown, { url }: RedisConfig): string | undefined {
  if (!/^rediss/.test(url)) return 'is of no use without rediss:// (or rediss+cluster://, rediss+sentinel://) in REDIS_URL';
  try {
    readFileSync(String(value));
    return undefined;
  } catch {
    return 'must name a file that can be read';
  }
}
