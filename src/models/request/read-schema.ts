import Ajv2020 from 'ajv/dist/2020';
import { MeshError } from '../../errors';
import type { JsonSchema } from '../model-provider';
import { compileSchema } from '../output/compiled-schemas';
import { objectAt } from './fields';

/** Judges schemas by the meta-schema alone, which takes microseconds where compiling takes milliseconds. */
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/**
 * The schema at `path` that answers are held to, in the form of draft 2020-12: `$schema` is dropped, since generators name
 * older drafts there even for schemas that read the same.
 * @throws MeshError 422 `invalid-json-schema` naming `path`.
 */
export function readAnswerSchema(value: unknown, path: string): JsonSchema {
  const schema = withoutDraft(objectAt(value, path));
  try {
    compileSchema(schema);
  } catch (error) {
    throw invalidSchema(path, error);
  }
  return schema;
}

/** As `readAnswerSchema`, for arguments of tools: those are never held to it here, so nothing is compiled. */
export function readToolSchema(value: unknown, path: string): JsonSchema {
  const schema = withoutDraft(objectAt(value, path));
  if (ajv.validateSchema(schema) !== true) throw invalidSchema(path);
  return schema;
}

function withoutDraft(schema: JsonSchema): JsonSchema {
  if (!('$schema' in schema)) return schema;
  const rest = { ...schema };
  delete rest.$schema;
  return rest;
}

function invalidSchema(path: string, cause?: unknown): MeshError {
  const message = 'is not a valid JSON Schema';
  return new MeshError('invalid', 'invalid-json-schema', `${path}: ${message}`, { errors: [{ field: path, message }], cause });
}
