import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { MeshError } from '../../errors';
import type { JsonSchema } from '../model-provider';

/** Schemas kept compiled; agents have a dozen, callers of the API may bring their own. */
const MAX_COMPILED = 200;
/** Faults told at most, to a model or to people. */
const MAX_FAULTS = 5;

/** A schema ready to judge values. */
interface CompiledSchema {
  accepts(this: void, value: unknown): boolean;
  /** What is wrong with `value`, in ajv's words, which name paths and keywords but no values; undefined when nothing is. */
  faultOf(this: void, value: unknown): string | undefined;
}

// Formats are annotations in draft 2020-12. Unknown keywords are allowed there too. Inlined, 250 references to one definition make of a schema of
// 15 KB code that takes 16 s to compile.
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, inlineRefs: false });
const compiled = new Map<string, CompiledSchema>();

/**
 * Compiles a draft 2020-12 schema, or finds it compiled; the least recently used is forgotten first.
 * @throws MeshError `invalid-json-schema` when it is no valid schema.
 */
export function compileSchema(schema: JsonSchema): CompiledSchema {
  const text = JSON.stringify(schema);
  const known = compiled.get(text) ?? compile(text);
  compiled.delete(text);
  compiled.set(text, known);
  if (compiled.size > MAX_COMPILED) compiled.delete(compiled.keys().next().value ?? text);
  return known;
}

function compile(text: string): CompiledSchema {
  // A copy of our own: ajv remembers schemas by identity, and by `$id`, until told otherwise.
  const own = JSON.parse(text) as JsonSchema;
  try {
    const validate = ajv.compile(own);
    const faultOf = (value: unknown) => faultIn(validate, value);
    return { accepts: (value) => faultOf(value) === undefined, faultOf };
  } catch (error) {
    throw new MeshError('invalid', 'invalid-json-schema', 'the requested JSON Schema is not valid', { cause: error });
  } finally {
    ajv.removeSchema(own);
  }
}

function faultIn(validate: ValidateFunction, value: unknown): string | undefined {
  try {
    if (validate(value)) return undefined;
  } catch {
    // To compare values ajv calls their `valueOf` and `toString`, which JSON may have as plain keys.
    return 'answer holds a value that cannot be compared';
  }
  return ajv.errorsText(validate.errors?.slice(0, MAX_FAULTS), { dataVar: 'answer', separator: '; ' });
}
