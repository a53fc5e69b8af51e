import type { NetworkPlace } from '../../redis';

/** A person, as a tenant names it: the `user_id` of keys, sessions and memories. */
export interface Person {
  tenantId: string;
  userId: string;
}

/** What an erasure is about. */
export type ErasureSubject = { kind: 'network'; networkId: string } | { kind: 'user'; userId: string };

/** How much of each type was removed, or is left: by names such as `tasks`, `memories`, `sessions`, `long_term_rows`. */
export type CountsByType = Record<string, number>;

/** One piece of what is known of a person, as it goes into an export: its type and what is kept. */
export interface PersonalRecord {
  type: string;
  [field: string]: unknown;
}

/**
 * One store that holds data of people. Every method may be called again after a crash, looks at `signal` between pages, and reads no more than
 * a page at a time.
 */
export interface PersonEraser {
  /** The type its counts stand under: `tasks`, `memories`… */
  readonly type: string;
  /** Removes what is a person's, and takes its id out of what others need. Resolves to how many records were removed or changed. */
  erase(person: Person, signal: AbortSignal): Promise<number>;
  /** How many records still name the person: looked for by another way than `erase` looks, where there is one. */
  remaining(person: Person, signal: AbortSignal): Promise<number>;
  /** Everything that `erase` would remove or change, in no order. */
  read(person: Person, signal: AbortSignal): AsyncIterable<PersonalRecord>;
}

/** One store that holds data of networks: see `PersonEraser`. */
export interface NetworkEraser {
  readonly type: string;
  erase(place: NetworkPlace, signal: AbortSignal): Promise<number>;
  remaining(place: NetworkPlace, signal: AbortSignal): Promise<number>;
}

/** DI token of all `PersonEraser`s. */
export const PERSON_ERASERS = Symbol('PERSON_ERASERS');
/** DI token of all `NetworkEraser`s, in the order in which they are called. */
export const NETWORK_ERASERS = Symbol('NETWORK_ERASERS');
