import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { MeshError, type FieldFault } from '../errors';
import { ID } from './id';
import { instantiate, type RequestClass } from './instantiate';

const MAX_FAULTS = 100;
const MAX_DETAIL_LENGTH = 1_000;

/** Validates every body, query and message by its class: unknown fields are refused, each fault named by its path. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'param') return existingId(value, data);
    if (type === 'custom' || metatype === undefined || BUILT_IN.has(metatype)) return value;
    const Class = metatype as RequestClass;
    const faults: FieldFault[] = [];
    // A query is flat and holds only text, which `@Type` turns into numbers; a body is JSON and is taken as it is.
    const instance = type === 'query' ? plainToInstance(Class, value) : instantiate(Class, value ?? {}, '', faults);
    if (instance !== undefined) faults.push(...(await faultsOf(instance)));
    if (faults.length > 0) throw validationFailed(faults);
    return instance;
  }
}

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object]);

/** What is no id at all names nothing, and must not become part of a key. */
function existingId(value: unknown, name: string | undefined): unknown {
  if (typeof value === 'string' && ID.test(value)) return value;
  const thing = (name ?? 'id').replace(/Id$/, '');
  throw new MeshError('not-found', `${thing}-not-found`, `there is no such ${thing}`);
}

async function faultsOf(instance: object): Promise<FieldFault[]> {
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false, // a class without fields is one that takes none
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => flatten(error, ''));
}

function validationFailed(faults: FieldFault[]): MeshError {
  const detail = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new MeshError('invalid', 'validation-failed', detail.slice(0, MAX_DETAIL_LENGTH), { errors: faults.slice(0, MAX_FAULTS) });
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
