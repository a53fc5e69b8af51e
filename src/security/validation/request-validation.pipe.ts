import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { MeshError, type FieldFault } from '../../errors';
import { DangerousInput } from './dangerous-input';
import { ID } from './id';
import type { RequestClass } from './instantiate';
import { faultsOf, validated } from './validated';
import { validationFailed } from './validation-failed';

/** Validates every body, query and message by its class: unknown fields are refused, each fault named by its path. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  constructor(private readonly dangers: DangerousInput) {}

  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'param') return existingId(value, data);
    if (type === 'custom' || metatype === undefined || BUILT_IN.has(metatype)) return value;
    const Class = metatype as RequestClass;
    // A query is flat and holds only text, which `@Type` turns into numbers; a body is JSON and is taken as it is.
    const { instance, faults } = type === 'query' ? await validatedQuery(Class, value) : await validated(Class, value ?? {});
    // Also of what is refused: whoever tries is counted.
    const refused = instance === undefined ? [] : this.dangers.examine(instance);
    if (faults.length > 0) throw validationFailed(faults);
    if (refused.length > 0) throw validationFailed(refused);
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

async function validatedQuery(Class: RequestClass, value: unknown): Promise<{ instance: object; faults: FieldFault[] }> {
  const instance = plainToInstance(Class, value);
  return { instance, faults: await faultsOf(instance) };
}
