import { invalidField } from '../../errors';

/** `value`, where it is text that says something. @throws MeshError `validation-failed` naming `field`. */
export function textOf(value: unknown, field: string, maxLength: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidField(field, 'must be text that says something');
  if (value.length > maxLength) throw invalidField(field, `must have at most ${maxLength} characters`);
  return value;
}

/** The id of a network. @throws MeshError `validation-failed` naming `networkId`. */
export function networkIdOf(value: unknown): string {
  if (typeof value !== 'string' || !/^network_[0-9a-z]{16}$/.test(value)) throw invalidField('networkId', 'must be the id of a network');
  return value;
}

/** A whole number from `least` to `most`. @throws MeshError `validation-failed` naming `field`. */
export function wholeNumberOf(value: unknown, field: string, least: number, most: number): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw invalidField(field, `must be a whole number from ${least} to ${most}`);
  return value as number;
}
