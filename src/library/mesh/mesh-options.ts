import { DesignConfig } from '../../agents';
import { configOf, ServerConfig, type LoadedConfig, type SettingsOf } from '../../config';
import { ScheduleConfig, WorkerConfig } from '../../coordinator';
import { DatabaseConfig } from '../../database';
import { DatasetsConfig } from '../../datasets';
import { LongTermConfig, MemoryConfig } from '../../memory';
import { EmbeddingsConfig, ModelsConfig, SafetyConfig } from '../../models';
import { ObservabilityConfig } from '../../observability';
import { RedisConfig } from '../../redis';
import { RetentionConfig } from '../../retention';
import { SecurityConfig } from '../../security';

/**
 * What a part of the mesh is told by the application that imports it. Nothing is read from the environment; what is absent has the default of the
 * service. Parts that are to see the same memories, keys and logs get the same `redis`, `security` and `database`.
 */
export interface MeshOptions {
  /** Whose memories, keys, budgets and logs these are. Default `default`: the tenant of whoever runs the mesh. */
  tenantId?: string | undefined;
  /** Folder for the secrets that `security` does not give, and for the embedded database. Default `.data`. */
  dataDir?: string | undefined;
  redis?: SettingsOf<RedisConfig> | undefined;
  database?: SettingsOf<DatabaseConfig> | undefined;
  security?: SettingsOf<SecurityConfig> | undefined;
  models?: SettingsOf<ModelsConfig> | undefined;
  embeddings?: SettingsOf<EmbeddingsConfig> | undefined;
  safety?: SettingsOf<SafetyConfig> | undefined;
  memory?: SettingsOf<MemoryConfig> | undefined;
  longTerm?: SettingsOf<LongTermConfig> | undefined;
  datasets?: SettingsOf<DatasetsConfig> | undefined;
  design?: SettingsOf<DesignConfig> | undefined;
  retention?: SettingsOf<RetentionConfig> | undefined;
}

const SETTINGS = {
  redis: RedisConfig,
  database: DatabaseConfig,
  security: SecurityConfig,
  models: ModelsConfig,
  embeddings: EmbeddingsConfig,
  safety: SafetyConfig,
  memory: MemoryConfig,
  longTerm: LongTermConfig,
  datasets: DatasetsConfig,
  design: DesignConfig,
  retention: RetentionConfig,
} as const satisfies Partial<Record<keyof MeshOptions, new () => object>>;

/** What no application sets: these parts listen nowhere and run no tasks. */
const FIXED = [ObservabilityConfig, ScheduleConfig, WorkerConfig];
const SETTING_NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
const TENANT = /^[\w-]{1,64}$/;

/**
 * The options as the modules of the service want their settings. `sweeps`: whether this process removes what is over.
 * @throws ConfigError that lists every fault by the name of the option, never with its value.
 */
export function configFrom(options: MeshOptions, sweeps: boolean): LoadedConfig {
  const unknown = Object.keys(options).filter((name) => !['tenantId', 'dataDir', ...SETTING_NAMES].includes(name));
  if (unknown.length > 0)
    throw new TypeError(`${unknown.join(', ')}: no such option; there are tenantId, dataDir, ${SETTING_NAMES.join(', ')}`);
  if (!TENANT.test(options.tenantId ?? 'default')) throw new TypeError('tenantId: must be 1 to 64 letters, digits, _ or -');
  return configOf([
    {
      Fragment: ServerConfig,
      name: 'server',
      values: { dataDir: options.dataDir, roles: [sweeps ? 'worker' : 'api', 'models', 'memory'] },
    },
    ...FIXED.map((Fragment) => ({ Fragment, name: Fragment.name, values: {} })),
    ...SETTING_NAMES.map((name) => ({ Fragment: SETTINGS[name], name, values: options[name] ?? {} })),
  ]);
}
