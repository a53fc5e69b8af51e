/** A person, as a tenant names it: the `user_id` of keys, sessions and memories. */
export interface Person {
  tenantId: string;
  userId: string;
}

/** One piece of what is known of a person, as it goes into an export: its type and what is kept. */
export interface PersonalRecord {
  type: string;
  [field: string]: unknown;
}

/**
 * One kind of what is known of people, and how it goes. Every method may be called again after a crash, looks at `signal` between pages, and
 * holds no more than a page at a time.
 */
export interface PersonEraser {
  /** The type its counts stand under in the receipt: `tasks`, `memories`… */
  readonly type: string;
  /** All of it, in no order; nothing where it is no more than an id in things of others. */
  read(person: Person, signal: AbortSignal): AsyncIterable<PersonalRecord>;
  /** Removes it, and takes the id out of things of others; resolves to how much that was. @throws MeshError 503 when it cannot be done now: it is tried again */
  erase(person: Person, signal: AbortSignal): Promise<number>;
  /** How much is left. */
  remaining(person: Person, signal: AbortSignal): Promise<number>;
}

/** DI token of all of them, in the order in which they are called. */
export const PERSON_ERASERS = Symbol('PERSON_ERASERS');

/** How many there are. */
export async function countOf(found: AsyncIterable<unknown>): Promise<number> {
  const iterator = found[Symbol.asyncIterator]();
  let count = 0;
  while ((await iterator.next()).done !== true) count += 1;
  return count;
}
