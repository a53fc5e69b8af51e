import type { Type } from '@nestjs/common';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { COMPONENT } from './components';
import type { Json } from './schema';

interface RequestSchema extends Json {
  properties?: Record<string, Json>;
  required?: string[];
}

const OPTIONS = { classTransformerMetadataStorage: defaultMetadataStorage as object as never, refPointerPrefix: COMPONENT };

/** A field whose TypeScript type is no class is said to be an `Object`: what it is stands beside that, or it may be anything. */
function withoutObjects(schemas: object): unknown {
  const OBJECT = `${COMPONENT}Object`;
  return JSON.parse(JSON.stringify(schemas, (name, value: unknown) => (name === '$ref' && value === OBJECT ? undefined : value)));
}

/** The schemas of what is asked for, read from the validators themselves: there is no second copy of them. */
export class RequestSchemas {
  private readonly byName: Record<string, RequestSchema>;
  /** Those that bodies need, with the classes within them. */
  readonly used: Record<string, Json> = {};

  constructor() {
    this.byName = withoutObjects(validationMetadatasToSchemas(OPTIONS)) as Record<string, RequestSchema>;
  }

  /** A reference to the schema of a body; a class without fields takes an empty object. */
  refer(body: Type): Json {
    this.know(body);
    this.use(body.name);
    return { $ref: `${COMPONENT}${body.name}` };
  }

  /** The fields of a query, in their order, each with whether it must be there. */
  fieldsOf(query: Type): { name: string; schema: Json; required: boolean }[] {
    const { properties = {}, required = [] } = this.know(query);
    return Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
  }

  /** Classes that only choose from others are not in the list of those that declare fields. */
  private know(type: Type): RequestSchema {
    return (this.byName[type.name] ??= withoutObjects(targetConstructorToSchema(type, OPTIONS)) as RequestSchema);
  }

  private use(name: string): void {
    if (name in this.used) return;
    // Classes refuse fields that they do not know.
    const schema = this.byName[name] ?? { type: 'object' };
    this.used[name] = { ...schema, additionalProperties: false };
    for (const [, inner] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) this.use(inner as string);
  }
}
