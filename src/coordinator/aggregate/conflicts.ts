import type { PlannedStep } from '../plan/plan';
import type { StepResult, StepState } from '../workflow/task';
import type { Conflict } from './task-result';

type Scalar = string | number | boolean;

const MAX_CONFLICTS = 50;
/** Depth and number of an output's fields that are compared; lists are not, for their places mean nothing to others. */
const MAX_DEPTH = 3;
const MAX_FIELDS = 1_000;
/** Characters of a text that may be a value; a longer one is prose, and prose differs without contradicting. */
const LONGEST_VALUE = 80;
/** Fields that say what an output is or how it is worded, not what is so. */
const NOT_VALUES: ReadonlySet<string> = new Set(['id', 'kind', 'type', 'task_type', 'summary', 'title', 'subject', 'headline']);
/** What floating-point arithmetic in another order may change. */
const TOLERANCE = 1e-9;

/**
 * Evidence (by its id and statement) and scalar fields of outputs to which steps give different values. Reviews are
 * left out: they judge values and state none.
 */
export function conflictsOf(plan: readonly PlannedStep[], states: ReadonlyMap<string, Pick<StepState, 'result'>>): Conflict[] {
  const stated = new Map<string, Conflict>();
  for (const { stepId, reviews } of plan) {
    const result = states.get(stepId)?.result;
    if (result === undefined || reviews !== undefined) continue;
    for (const [key, field, value] of statementsOf(result)) {
      const known = stated.get(key) ?? { field, values: [] };
      known.values.push({ step_id: stepId, value });
      stated.set(key, known);
    }
  }
  const conflicts = [...stated.values()].filter(({ values }) =>
    values.some(({ value }) => !isSame(value, (values[0] as { value: Scalar }).value)),
  );
  return conflicts.slice(0, MAX_CONFLICTS);
}

/** A key that tells what is stated, its name, and the value. */
function* statementsOf({ evidence, output }: StepResult): Generator<[key: string, field: string, value: Scalar]> {
  const seen = new Set<string>();
  for (const { id, statement, value } of evidence) {
    // Neither alone says what was measured: agents describe the figures of each group in the same words.
    const key = `evidence ${id} ${statement.trim().toLowerCase()}`;
    if (!seen.has(key)) yield [key, id, value];
    seen.add(key);
  }
  let left = MAX_FIELDS;
  for (const [path, value] of scalarsOf(output, '', 1)) {
    if (left-- === 0) return;
    yield [`output ${path}`, path, value];
  }
}

function* scalarsOf(output: object, prefix: string, depth: number): Generator<[path: string, value: Scalar]> {
  for (const [name, value] of Object.entries(output) as [string, unknown][]) {
    if (NOT_VALUES.has(name)) continue;
    if (isValue(value)) yield [prefix + name, value];
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
      yield* scalarsOf(value, `${prefix}${name}.`, depth + 1);
    }
  }
}

function isValue(value: unknown): value is Scalar {
  if (typeof value === 'string') return value !== '' && value.length <= LONGEST_VALUE && !/[.!?…]\s*$/.test(value);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function isSame(one: Scalar, other: Scalar): boolean {
  if (typeof one === 'number' && typeof other === 'number') {
    return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
  }
  return typeof one === 'string' && typeof other === 'string' ? one.trim().toLowerCase() === other.trim().toLowerCase() : one === other;
}
