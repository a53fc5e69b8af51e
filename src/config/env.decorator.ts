import 'reflect-metadata';

const VARIABLES = Symbol('config:variables');

/** Fills the property of a config fragment from the environment variable `name`; unset or empty leaves the default. */
export function Env(name: string): PropertyDecorator {
  return (target, property) => {
    const known = variablesOf(target);
    Reflect.defineMetadata(VARIABLES, { ...known, [String(property)]: name }, target);
  };
}

/** The environment variables of a fragment's prototype, by property name. */
export function variablesOf(prototype: object): Record<string, string> {
  return (Reflect.getMetadata(VARIABLES, prototype) as Record<string, string> | undefined) ?? {};
}
