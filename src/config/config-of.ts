import { validateSync } from 'class-validator';
import { variablesOf } from './env.decorator';
import { ConfigError, describe, type ConfigFragment, type LoadedConfig } from './load-config';

/** The settings of a fragment as plain values: what is absent or undefined keeps its default. */
export type SettingsOf<Fragment> = {
  [Name in keyof Fragment as Fragment[Name] extends (...given: never[]) => unknown ? never : Name]?: Fragment[Name] | undefined;
};

/** One fragment with the values it is to have; `name` is what its faults begin with, such as `redis` in `redis.url`. */
interface GivenSettings {
  Fragment: ConfigFragment;
  name: string;
  values: object;
}

/**
 * As `loadConfig`, from values in place of the environment: for those who have their settings from elsewhere.
 * @throws ConfigError listing every fault of every fragment, by the name of the setting and without its value.
 */
export function configOf(given: readonly GivenSettings[]): LoadedConfig {
  const faults: string[] = [];
  const loaded = new Map<ConfigFragment, object>();
  for (const { Fragment, name, values } of given) {
    const fragment = new Fragment();
    const names = namesOf(Fragment, name);
    for (const [setting, value] of Object.entries(values)) {
      if (!Object.hasOwn(names, setting)) faults.push(`${name}.${setting}: is no setting`);
      else if (value !== undefined) Reflect.set(fragment, setting, value);
    }
    for (const error of validateSync(fragment)) faults.push(describe(error, names));
    loaded.set(Fragment, Object.freeze(fragment));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return loaded;
}

function namesOf(Fragment: ConfigFragment, name: string): Record<string, string> {
  const settings = Object.keys(variablesOf(Fragment.prototype as object));
  return Object.fromEntries(settings.map((setting) => [setting, `${name}.${setting}`]));
}
