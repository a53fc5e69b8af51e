import 'reflect-metadata';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';
import type { FieldFault } from '../../errors';

/** A class with validation decorators. */
export type RequestClass = new () => object;

/** No list of the contract is longer than 500; what is longer than this is not even looked into. */
const MAX_ITEMS = 1_000;
const MAX_FAULTS = 100;

/**
 * Makes an instance of `Class` from parsed JSON, in time linear in what the class knows: free-form fields are taken as
 * they are, key by key unknown fields become faults, and null means "not given". Nested classes are those of `@Type`.
 */
export function instantiate(Class: RequestClass, json: unknown, path: string, faults: FieldFault[]): object | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    faults.push({ field: path || 'body', message: 'must be an object' });
    return undefined;
  }
  const instance = new Class();
  const known = fieldsOf(Class);
  for (const [key, value] of Object.entries(json)) {
    const field = path === '' ? key : `${path}.${key}`;
    if (!known.has(key)) {
      if (faults.length < MAX_FAULTS) faults.push({ field, message: 'is not a known field' });
    } else if (value !== null) {
      Reflect.set(instance, key, nested(Class, key, value, field, faults));
    }
  }
  return instance;
}

function nested(Class: RequestClass, key: string, value: unknown, field: string, faults: FieldFault[]): unknown {
  const type = defaultMetadataStorage.findTypeMetadata(Class, key);
  const Nested = type?.typeFunction() as RequestClass | undefined;
  if (type === undefined || Nested === undefined || fieldsOf(Nested).size === 0) return value;
  if (type.reflectedType !== Array) return instantiate(Nested, value, field, faults);
  if (!Array.isArray(value)) return value;
  if (value.length > MAX_ITEMS) {
    faults.push({ field, message: `holds ${value.length} items` });
    return undefined;
  }
  return value.map((item, index) => instantiate(Nested, item, `${field}[${index}]`, faults)).filter((item) => item !== undefined);
}

const fields = new WeakMap<RequestClass, ReadonlySet<string>>();

/** The fields that a class, its ancestors included, validates. */
function fieldsOf(Class: RequestClass): ReadonlySet<string> {
  const known =
    fields.get(Class) ??
    new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(Class, '', true, false)
        .map(({ propertyName }) => propertyName),
    );
  fields.set(Class, known);
  return known;
}
