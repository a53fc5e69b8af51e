import type { PersonRecord } from '../records/record-source';
import type { RenderedMail } from './compiled-mail';
import type { MissingRules } from './fallbacks';
import { valueAt, type FieldRead } from './fields-read';

/**
 * How the mails got a field: from the record, from a fallback or the filter `default`, or not at all though it was to be printed. A mail that lacks
 * it and does not print it, since a condition leaves it out, is none of these.
 */
export interface FieldCount {
  field: string;
  present: number;
  fell_back: number;
  empty: number;
}

/** Counts over all mails what became of each field. */
export class FieldCounts {
  private readonly counts: ReadonlyMap<string, FieldCount>;

  constructor(
    fields: readonly FieldRead[],
    private readonly rules: MissingRules,
  ) {
    this.counts = new Map(fields.map(({ name }) => [name, { field: name, present: 0, fell_back: 0, empty: 0 }]));
  }

  /** Takes a mail that was rendered for a record. */
  take(record: PersonRecord, { fields, uses }: RenderedMail): void {
    for (const read of fields) {
      const count = this.counts.get(read.name)!;
      if (valueAt(record, read.path) !== undefined) count.present += 1;
      else if (this.rules.fallbacks.has(read.name)) count.fell_back += 1;
      else {
        const reading = uses.filter((use) => use.fields.some(({ name }) => name === read.name));
        if (reading.some(({ prints, hasDefault }) => prints && !hasDefault)) count.empty += 1;
        else if (reading.some(({ hasDefault }) => hasDefault)) count.fell_back += 1;
      }
    }
  }

  /** In the order in which the template reads them. */
  all(): FieldCount[] {
    return [...this.counts.values()];
  }
}
