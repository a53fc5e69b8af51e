import type { Kysely } from 'kysely';

/** A database that answers, until it is closed. */
export interface OpenDatabase {
  readonly queries: Kysely<unknown>;
  /** Lets what runs end, then ends the connections. */
  close(): Promise<void>;
  /** Ends the connections of a database that does not answer any more; never waits for it. */
  abandon(): void;
}
