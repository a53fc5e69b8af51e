import type { Evidence } from '../agent';
import { formatNumber, SMALLEST_P_SHOWN, type NumberUnit } from './format-number';

/** A sentence of computed facts with the evidence it cites. */
export interface Finding {
  sentence: string;
  evidence: string[];
}

const SMALLEST_P: Evidence = { id: 'smallest_p_shown', statement: 'p-values below this are not written out', value: SMALLEST_P_SHOWN };

/** Collects computed values and writes sentences that can put in a number only by citing one of them. */
export class EvidenceBook {
  private readonly entries = new Map<string, Evidence>();

  /** Enters a value under its id; the last entry of an id holds. */
  put(id: string, statement: string, value: number): void {
    this.entries.set(id, { id, statement, value });
  }

  /** Writes one finding; `cite` gives the number of an entry in words of its unit. */
  finding(write: (cite: (id: string, unit: NumberUnit) => string) => string): Finding {
    const cited = new Set<string>();
    const sentence = write((id, unit) => {
      const entry = this.entries.get(id);
      if (entry === undefined) throw new RangeError(`no evidence ${id}`);
      cited.add(id);
      if (unit === 'p' && entry.value < SMALLEST_P_SHOWN) {
        this.entries.set(SMALLEST_P.id, SMALLEST_P);
        cited.add(SMALLEST_P.id);
      }
      return formatNumber(entry.value, unit);
    });
    return { sentence, evidence: [...cited] };
  }

  /** All entries in the order they were made. */
  all(): Evidence[] {
    return [...this.entries.values()];
  }
}
