import { CONFIG_FRAGMENTS } from '../../app.module';
import { ConfigError, loadConfig, type LoadedConfig } from '../../config';
import { ModelsConfig } from '../../models';
import { bad, ok, warn, type Finding } from './finding';

/** As `engines` in package.json. */
const LEAST_NODE = [20, 19] as const;
const PROVIDERS = ['anthropic', 'openai', 'gemini', 'groq', 'compatible'] as const;

/** Whether this Node can run the service. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  if (isNewEnough) return ok('node', `Node ${version}`);
  return bad('node', `Node ${version} is too old`, `install Node ${LEAST_NODE.join('.')} or newer`);
}

/** The settings in the environment, or a finding for each that cannot be used. */
export function readSettings(environment: NodeJS.ProcessEnv): { config?: LoadedConfig; findings: Finding[] } {
  try {
    return { config: loadConfig(CONFIG_FRAGMENTS, environment), findings: [ok('settings', 'all settings can be used')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { findings: error.faults.map((fault) => bad('settings', fault, 'change that variable of the environment, or take it away')) };
  }
}

/** Which providers of models could be asked; none of them is. */
export function checkProviders(config: LoadedConfig): Finding {
  const models = config.get(ModelsConfig) as ModelsConfig;
  const configured = PROVIDERS.filter((provider) => models.isConfigured(provider));
  if (configured.length > 0) return ok('providers', `${configured.join(', ')} configured; \`ai-mesh models\` tells how they do`);
  const todo = 'set ANTHROPIC_API_KEY, OPENAI_API_KEY, GOOGLE_API_KEY, GROQ_API_KEY or COMPATIBLE_BASE_URL';
  if (!models.isConfigured('sandbox')) return bad('providers', 'no provider of models is configured, and the sandbox is off', todo);
  return warn('providers', 'no provider of models is configured: only the sandbox answers, which is no model', todo);
}
