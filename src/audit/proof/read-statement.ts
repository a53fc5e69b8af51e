import type { Checkpoint } from './checkpoint';
import type { Tombstone } from './tombstone';

type Fields = Record<string, 'string' | 'number'>;

const SIGNED: Fields = {
  v: 'number',
  tenant: 'string',
  link: 'string',
  at: 'string',
  key_id: 'string',
  public_key: 'string',
  signature: 'string',
};
const CHECKPOINT: Fields = { ...SIGNED, seq: 'number' };
const TOMBSTONE: Fields = { ...SIGNED, from: 'number', to: 'number', count: 'number', root: 'string' };

/** A checkpoint as it was stored or exported; undefined when it has not the shape of one. */
export function readCheckpoint(value: unknown): Checkpoint | undefined {
  return hasFields(value, CHECKPOINT) ? (value as unknown as Checkpoint) : undefined;
}

/** A tombstone as it was stored or exported; undefined when it has not the shape of one. */
export function readTombstone(value: unknown): Tombstone | undefined {
  return hasFields(value, TOMBSTONE) ? (value as unknown as Tombstone) : undefined;
}

/** JSON from a place that others can write to; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether `value` has these fields, whole numbers where numbers are; every other field of it is a string or a list of strings. */
export function hasFields(value: unknown, fields: Fields): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Record<string, unknown>;
  return Object.entries(fields).every(
    ([name, type]) => typeof found[name] === type && (type === 'string' || Number.isSafeInteger(found[name])),
  );
}
