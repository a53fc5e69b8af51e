import { validateSync, type ValidationError } from 'class-validator';
import { variablesOf } from './env.decorator';

/** A class whose properties carry `@Env` and class-validator decorators; one per folder that has settings. */
export type ConfigFragment = new () => object;

/** Every fault of the environment at once, each naming its variable and never showing its value. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`configuration is not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The validated, frozen fragments, by class. */
export type LoadedConfig = ReadonlyMap<ConfigFragment, object>;

/**
 * Reads `environment` into one frozen object per fragment.
 * @throws ConfigError listing every fault of every fragment.
 */
export function loadConfig(fragments: readonly ConfigFragment[], environment: NodeJS.ProcessEnv): LoadedConfig {
  const faults: string[] = [];
  const loaded = new Map<ConfigFragment, object>();
  for (const Fragment of fragments) {
    const fragment = new Fragment();
    const variables = variablesOf(Fragment.prototype as object);
    for (const [property, variable] of Object.entries(variables)) {
      const raw = environment[variable]?.trim();
      if (raw === undefined || raw === '') continue;
      Reflect.set(fragment, property, parse(raw, Reflect.getMetadata('design:type', fragment, property)));
    }
    for (const error of validateSync(fragment)) faults.push(describe(error, variables));
    loaded.set(Fragment, Object.freeze(fragment));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return loaded;
}

function parse(raw: string, type: unknown): unknown {
  if (type === Number) return Number(raw);
  if (type === Array)
    return raw
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  return raw;
}

/** One fault in words, by what `names` calls the property; never shows the value. */
export function describe(error: ValidationError, names: Record<string, string>): string {
  const variable = names[error.property] ?? error.property;
  const reasons = Object.values(error.constraints ?? {}).map((reason) => reason.replaceAll(error.property, '').trim());
  return `${variable}: ${reasons.join('; ')}`;
}
