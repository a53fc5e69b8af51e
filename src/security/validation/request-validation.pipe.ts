import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { MeshError } from '../../errors';
import { tenantOfInput } from '../access/brought-by';
import { DangerousInput } from './dangerous-input';
import { ID } from './id';
import type { RequestClass } from './instantiate';
import { faultsOf, type Validated } from './validated';
import { validationFailed } from './validation-failed';

/** Validates every body, query and message by its class: unknown fields are refused, each fault named by its path. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  constructor(private readonly dangers: DangerousInput) {}

  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'param') return existingId(value, data);
    if (type === 'custom' || metatype === undefined || BUILT_IN.has(metatype)) return value;
    const Class = metatype as RequestClass;
    const tenantId = tenantOfInput(value);
    // A query is flat and holds only text, which `@Type` turns into numbers; a body is JSON and is taken as it is.
    const { instance, faults } =
      type === 'query' ? await this.validatedQuery(Class, value, tenantId) : await this.dangers.validated(Class, value ?? {}, tenantId);
    if (faults.length > 0) throw validationFailed(faults);
    return instance;
  }

  private async validatedQuery(Class: RequestClass, value: unknown, tenantId: string | undefined): Promise<Validated<object>> {
    const instance = plainToInstance(Class, value);
    const faults = await faultsOf(instance);
    const refused = await this.dangers.treat(instance, tenantId);
    return { instance, faults: faults.length > 0 ? faults : refused };
  }
}

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Boolean, Number, Array, Object]);

/** What is no id at all names nothing, and must not become part of a key. */
function existingId(value: unknown, name: string | undefined): unknown {
  if (typeof value === 'string' && ID.test(value)) return value;
  const thing = (name ?? 'id').replace(/Id$/, '');
  throw new MeshError('not-found', `${thing}-not-found`, `there is no such ${thing}`);
}
