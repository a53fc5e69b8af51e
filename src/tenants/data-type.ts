/** How long one type of data is kept, and within which bounds a tenant may choose. Days. */
export interface DataTypeBounds {
  defaultDays: number;
  minimumDays: number;
  maximumDays: number;
  /** Whether `"forever"` may be chosen. */
  mayBeForever: boolean;
}

/**
 * Every type of data with a policy. Audit: 90 days at least, since PCI DSS 4.0 (10.5.1) wants three months at hand and ISO 27001 audits look
 * back a quarter. The ledger: 400 days, so that a year can be compared with the one before. Sessions: as long as one may go unused at most. Where
 * a setting of the service stands in for the default (long-term memory, caches, datasets), whoever reads a period names it.
 */
export const DATA_TYPES = {
  tasks: { defaultDays: 30, minimumDays: 1, maximumDays: 3_650, mayBeForever: false },
  events: { defaultDays: 30, minimumDays: 1, maximumDays: 3_650, mayBeForever: false },
  working_memory: { defaultDays: 90, minimumDays: 1, maximumDays: 3_650, mayBeForever: true },
  long_term_memory: { defaultDays: 365, minimumDays: 1, maximumDays: 36_500, mayBeForever: true },
  sessions: { defaultDays: 30, minimumDays: 1, maximumDays: 30, mayBeForever: false },
  audit: { defaultDays: 365, minimumDays: 90, maximumDays: 3_650, mayBeForever: false },
  cost_ledger: { defaultDays: 400, minimumDays: 31, maximumDays: 3_650, mayBeForever: false },
  caches: { defaultDays: 1, minimumDays: 1, maximumDays: 30, mayBeForever: false },
  datasets: { defaultDays: 30, minimumDays: 1, maximumDays: 3_650, mayBeForever: false },
  batches: { defaultDays: 30, minimumDays: 1, maximumDays: 365, mayBeForever: false },
} as const satisfies Record<string, DataTypeBounds>;

/** One of the types of data with a policy. */
export type DataType = keyof typeof DATA_TYPES;

/** All of them, in the order of the contract. */
export const DATA_TYPE_NAMES = Object.keys(DATA_TYPES) as DataType[];

/** Days that something is kept; `Infinity` for ever. */
export type Days = number;
