import { validate, type ValidationError } from 'class-validator';
import type { FieldFault } from '../../errors';
import { instantiate } from './instantiate';

/** What came of JSON that was held against a class: `instance` is undefined when the JSON is no object; it may be used when there is no fault. */
export interface Validated<T> {
  instance: T | undefined;
  faults: FieldFault[];
}

/** Holds parsed JSON against the validators of `Class`: unknown fields are faults, each fault is named by its path, null means "not given". */
export async function validated<T extends object>(Class: new () => T, json: unknown): Promise<Validated<T>> {
  const faults: FieldFault[] = [];
  const instance = instantiate(Class, json, '', faults) as T | undefined;
  if (instance !== undefined) faults.push(...(await faultsOf(instance)));
  return { instance, faults };
}

/** What is wrong with an instance of a class with validators. */
export async function faultsOf(instance: object): Promise<FieldFault[]> {
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false, // a class without fields is one that takes none
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => flatten(error, ''));
}

function flatten(error: ValidationError, parent: string): FieldFault[] {
  const field = /^\d+$/.test(error.property) ? `${parent}[${error.property}]` : [parent, error.property].filter(Boolean).join('.');
  // One fault says enough of a field. Decorators run from the last to the first, and the first says what type it is.
  const own = Object.entries(error.constraints ?? {})
    .slice(-1)
    .map(([rule, text]) => ({ field, message: messageOf(rule, text, error.property) }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}

function messageOf(rule: string, text: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is not a known field';
  return text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}
