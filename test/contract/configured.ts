import { loadConfig } from '../../src/config';
import { ModelsConfig } from '../../src/models';

/** The configuration that these variables, and no others, make. */
export function configured(environment: Record<string, string>): ModelsConfig {
  return loadConfig([ModelsConfig], environment).get(ModelsConfig) as ModelsConfig;
}
