import type { Role } from '../access/roles';
import type { PepperedDigest } from './pepper';

/** A secret that a rotation replaced, good until its deadline. */
export interface PreviousSecret extends PepperedDigest {
  generation: number;
  untilMs: number;
}

/** Turns a minute; what is absent is not limited by the key. Each 1–1,000,000, tokens 1–1,000,000,000. */
export interface KeyRates {
  requestsPerMinute?: number;
  tasksPerMinute?: number;
  tokensPerMinute?: number;
}

/** A key at rest: nothing in it lets anyone make a request. */
export interface KeyRecord extends PepperedDigest, KeyRates {
  keyId: string;
  tenantId: string;
  userId: string;
  name: string;
  role: Role;
  /** What it is narrowed to; absent: all that its role may. */
  scopes?: readonly string[];
  /** Changes with the record, so that whoever knows it needs not be told the record again. */
  version: string;
  /** Counts the rotations, from 1. */
  generation: number;
  /** Absent when none is good any more; at most three. */
  previous?: readonly PreviousSecret[];
  createdAtMs: number;
  /** The key that made it. */
  createdBy?: string;
  expiresAtMs?: number;
  /** CIDR blocks it may come from; absent: anywhere. */
  cidrs?: readonly string[];
  /** The keys above it, its parent last. */
  ancestors?: readonly string[];
  /** Whether its requests must be signed. */
  signs?: boolean;
  revokedAtMs?: number;
  /** The hour it was last used in, counted from 1970: coarse, so that a key in use costs one write an hour. */
  lastUsedHour?: number;
  /** What its secret was made from beside the pepper, where the creation can be repeated (`Idempotency-Key`). */
  salt?: string;
}

/** Fields that are to be written over a record; those that are undefined are taken away. */
export type KeyChanges = { [Name in keyof KeyRecord]?: KeyRecord[Name] | undefined };

type Fields = Record<string, string>;

/** As it is stored: a field for each, lists as JSON. */
export function fieldsOf(record: KeyRecord | KeyChanges): Fields {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    fields[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return fields;
}

const NUMBERS = [
  ...(['generation', 'createdAtMs', 'expiresAtMs', 'revokedAtMs', 'lastUsedHour'] as const),
  ...(['requestsPerMinute', 'tasksPerMinute', 'tokensPerMinute'] as const),
] as const;
const LISTS = ['scopes', 'previous', 'cidrs', 'ancestors'] as const;

/** The record that `fieldsOf` stored; undefined when there is none. */
export function recordOf(fields: Fields): KeyRecord | undefined {
  if (fields.keyId === undefined) return undefined;
  const record: Record<string, unknown> = { ...fields };
  for (const name of NUMBERS) if (fields[name] !== undefined) record[name] = Number(fields[name]);
  for (const name of LISTS) if (fields[name] !== undefined) record[name] = JSON.parse(fields[name]) as unknown;
  if (fields.signs !== undefined) record.signs = fields.signs === 'true';
  return record as unknown as KeyRecord;
}

/** As `recordOf`, for fields and values in one list, as Redis answers. */
export function recordOfList(flat: readonly string[]): KeyRecord | undefined {
  const fields: Fields = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return recordOf(fields);
}
