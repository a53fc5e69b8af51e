/**
 * What can be wrong with an index. Of memories: `record`, `item`, `forward`, `id`, `digest`, `posting`, `frequency`, `text` and `vector` are missing or not
 * what the body says. Of entries: `stray-…` belong to no memory. Of the whole: `version` (a page that mirrors do not see) and `total`.
 */
export const FAULT_KINDS = [
  'record',
  'item',
  'forward',
  'id',
  'digest',
  'posting',
  'frequency',
  'text',
  'vector',
  'stray-posting',
  'stray-entry',
  'stray-page',
  'version',
  'total',
  'use',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Faults that are told one by one; of the others only how many there are. */
const MAX_EXAMPLES = 20;

/** What is wrong with the index of a network. Examples name numbers and keys, never what a memory says. */
export class IndexFaults {
  readonly counts = new Map<FaultKind, number>();
  readonly examples: { kind: FaultKind; at: string }[] = [];

  /** All faults together. */
  get total(): number {
    let total = 0;
    for (const count of this.counts.values()) total += count;
    return total;
  }

  add(kind: FaultKind, at: string, count = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
    if (this.examples.length < MAX_EXAMPLES) this.examples.push({ kind, at });
  }

  addAll(others: IndexFaults): void {
    for (const [kind, count] of others.counts) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
    this.examples.push(...others.examples.slice(0, MAX_EXAMPLES - this.examples.length));
  }
}
