import { IsIn, IsInt, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { Env } from './env.decorator';

/** Roles that a process of another role asks over Redis: `models` calls the providers, `memory` holds the index of the memories. */
const HOSTED_ROLES = ['models', 'memory'] as const;
export type HostedRole = (typeof HOSTED_ROLES)[number];

/** The roles one process can take: `api` answers clients, `worker` hosts the coordinator's workers, the agents and what is over. */
const MESH_ROLES = ['all', 'api', 'worker', ...HOSTED_ROLES] as const;
type MeshRole = (typeof MESH_ROLES)[number];

/** Where the service listens, keeps its files and what it does. */
export class ServerConfig {
  @Env('PORT')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(65_535)
  port: number = 8080;

  @Env('HOST')
  @IsString()
  @MinLength(1)
  host: string = '127.0.0.1';

  /** Holds admin.key, pepper and the private Redis's data; created with mode 0700. */
  @Env('MESH_DATA_DIR')
  @IsString()
  dataDir: string = '.data';

  @Env('MESH_ROLES')
  @IsIn(MESH_ROLES, { each: true, message: `must be a list of ${MESH_ROLES.join(', ')}` })
  roles: MeshRole[] = ['all'];

  /** Addresses or CIDR blocks of proxies in front, whose `X-Forwarded-For` tells where a request comes from. */
  @Env('MESH_TRUSTED_PROXIES')
  @Matches(/^[\da-fA-F:.]+(\/\d{1,3})?$/, { each: true, message: 'must be a list of addresses or CIDR blocks' })
  trustedProxies: string[] = [];

  /** Seconds that running steps are given to finish when the process is told to stop. */
  @Env('MESH_GRACE_SECONDS')
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(3_600)
  graceSeconds: number = 20;

  /** Whether this process takes `role`. */
  hosts(role: Exclude<MeshRole, 'all'>): boolean {
    return this.roles.includes('all') || this.roles.includes(role);
  }
}
