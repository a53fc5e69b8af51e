import { invalidField } from '../../errors';

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object at `path`. @throws MeshError 422 naming `path`, as all of these do. */
export function objectAt(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidField(path, 'must be an object');
  return value as Fields;
}

/** The list at `path`, of `min` to `max` items. */
export function listAt(value: unknown, path: string, max: number, min = 0): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidField(path, 'must be a list');
  if (value.length > max) throw invalidField(path, `holds ${value.length} items, at most ${max} are taken`);
  if (value.length < min) throw invalidField(path, `must hold at least ${min} ${min === 1 ? 'item' : 'items'}`);
  return value;
}

/** Characters of any text of a request: twice the tokens of the longest context there is. Bodies may be four times as long, with images. */
export const MAX_TEXT = 8 * 1_048_576;

/** The text at `path`, of `min` to `max` characters. */
export function textAt(value: unknown, path: string, max = MAX_TEXT, min = 0): string {
  if (typeof value !== 'string') throw invalidField(path, 'must be a string');
  if (value.length < min || value.length > max) throw invalidField(path, `must have ${min} to ${max} characters`);
  return value;
}

/** The number at `path`, within `min` and `max`. */
export function numberAt(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw invalidField(path, `must be a number from ${min} to ${max}`);
  return value;
}

/** The whole number at `path`, within `min` and `max`. */
export function integerAt(value: unknown, path: string, min: number, max: number): number {
  if (!Number.isInteger(numberAt(value, path, min, max))) throw invalidField(path, 'must be a whole number');
  return value as number;
}

/** The boolean at `path`. */
export function booleanAt(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw invalidField(path, 'must be true or false');
  return value;
}

/** The one of `choices` that stands at `path`. */
export function choiceAt<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw invalidField(path, `must be one of ${choices.join(', ')}`);
  return chosen;
}

/** Whether a field says nothing: clients send null for what they leave out. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
