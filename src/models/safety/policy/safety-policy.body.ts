import { invalidField } from '../../../errors';
import { PERSONAL_DATA_TYPES, type PersonalDataType } from '../../../text';
import { listAt, numberAt, objectAt, type Fields } from '../../request/fields';
import { SAFETY_CATEGORIES, type SafetyCategory } from '../safety-category';
import {
  DEFAULT_POLICY,
  JUDGE_FAILURES,
  JUDGE_TIMES,
  SURFACE_MODES,
  SURFACES,
  type CategoryPolicy,
  type SafetyPolicy,
  type Surface,
} from './safety-policy';

/** The policy in a body; what it does not name has its default. @throws MeshError 422 naming the first field that is unknown or not good. */
export function readSafetyPolicy(body: unknown): SafetyPolicy {
  const fields = known(objectAt(body ?? {}, 'body'), ['surfaces', 'categories', 'redact', 'judge'], '');
  const judge = known(objectAt(fields.judge ?? {}, 'judge'), ['when', 'on_failure'], 'judge.');
  return {
    surfaces: record(fields.surfaces, 'surfaces', SURFACES, (value, path, surface: Surface) =>
      oneOf(value ?? DEFAULT_POLICY.surfaces[surface], path, SURFACE_MODES),
    ),
    categories: record(fields.categories, 'categories', SAFETY_CATEGORIES, readCategory),
    redact: fields.redact == null ? DEFAULT_POLICY.redact : new Set(readTypes(fields.redact)),
    judge: {
      when: oneOf(judge.when ?? DEFAULT_POLICY.judge.when, 'judge.when', JUDGE_TIMES),
      onFailure: oneOf(judge.on_failure ?? DEFAULT_POLICY.judge.onFailure, 'judge.on_failure', JUDGE_FAILURES),
    },
  };
}

/** A policy as it is answered, and kept. */
export function safetyPolicyView({ surfaces, categories, redact, judge }: SafetyPolicy) {
  return {
    surfaces,
    categories: Object.fromEntries(
      SAFETY_CATEGORIES.map((category) => [category, { flag_at: categories[category].flagAt, block_at: categories[category].blockAt }]),
    ),
    redact: [...redact],
    judge: { when: judge.when, on_failure: judge.onFailure },
  };
}

const SCORE = { type: ['number', 'null'], minimum: 0, maximum: 1 };

/** The JSON Schema of both. */
export const SAFETY_POLICY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    surfaces: objectOf(SURFACES, { type: 'string', enum: [...SURFACE_MODES] }),
    categories: objectOf(SAFETY_CATEGORIES, objectOf(['flag_at', 'block_at'], SCORE)),
    redact: { type: 'array', items: { type: 'string', enum: [...PERSONAL_DATA_TYPES] } },
    judge: {
      type: 'object',
      additionalProperties: false,
      properties: { when: { type: 'string', enum: [...JUDGE_TIMES] }, on_failure: { type: 'string', enum: [...JUDGE_FAILURES] } },
    },
  },
};

/** `block_at` may be null, which is not the same as not named: nothing is refused then. */
function readCategory(value: unknown, path: string, category: SafetyCategory): CategoryPolicy {
  const fallback = DEFAULT_POLICY.categories[category];
  if (value == null) return fallback;
  const fields = known(objectAt(value, path), ['flag_at', 'block_at'], `${path}.`);
  const flagAt = fields.flag_at == null ? fallback.flagAt : numberAt(fields.flag_at, `${path}.flag_at`, 0.01, 1);
  if (fields.block_at === null) return { flagAt, blockAt: null };
  const blockAt = fields.block_at === undefined ? fallback.blockAt : numberAt(fields.block_at, `${path}.block_at`, 0.01, 1);
  if (blockAt !== null && blockAt < flagAt) throw invalidField(`${path}.block_at`, 'must not be below flag_at');
  return { flagAt, blockAt };
}

function readTypes(value: unknown): PersonalDataType[] {
  const items = listAt(value, 'redact', PERSONAL_DATA_TYPES.length);
  return items.map((item, index) => oneOf(item, `redact[${index}]`, PERSONAL_DATA_TYPES));
}

/** An object with a value for each of `names`, of which any may be missing in the body. */
function record<Name extends string, T>(
  value: unknown,
  path: string,
  names: readonly Name[],
  read: (value: unknown, path: string, name: Name) => T,
): Record<Name, T> {
  const fields = known(objectAt(value ?? {}, path), names, `${path}.`);
  return Object.fromEntries(names.map((name) => [name, read(fields[name], `${path}.${name}`, name)])) as Record<Name, T>;
}

function known(fields: Fields, names: readonly string[], path: string): Fields {
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalidField(`${path}${unknown}`, `is not known; there are ${names.join(', ')}`);
  return fields;
}

function oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) throw invalidField(path, `must be one of ${allowed.join(', ')}`);
  return value as T;
}

function objectOf(names: readonly string[], schema: object) {
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(names.map((name) => [name, schema])) };
}
