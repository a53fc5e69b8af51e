import type { IndexFaults } from './index-faults';
import type { IndexInspectionStore } from './index-inspection.store';
import type { IndexCount, IndexRepairStore } from './index-repair.store';
import type { IndexRewrite } from './index-rewrite';
import type { MemoryIndexStore, MemoryPlace } from './memory-index.store';
import { NetworkSummaries } from './network-summaries';

/** Attempts to count a network that is written to meanwhile. */
const ATTEMPTS = 5;

/** Verifies what the index of a network counts: live memories, their lengths, and how many of them each session and actor has. */
export class IndexTotals {
  constructor(
    private readonly index: MemoryIndexStore,
    private readonly inspection: IndexInspectionStore,
    private readonly repair: IndexRepairStore,
    private readonly rewrite: IndexRewrite,
  ) {}

  /**
   * Counts the network while nothing is written to it; one that is written to all the time is left for the next check. Resolves to how many
   * faults were put right.
   */
  async check(place: MemoryPlace, faults: IndexFaults, { mends }: { mends: boolean }): Promise<number> {
    const summaries = new NetworkSummaries(this.index, this.inspection, place);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.inspection.meta(place);
      await summaries.update();
      const counted = await this.counted(place, before.version, summaries);
      const after = await this.inspection.meta(place);
      if (after.version !== before.version) continue;
      const { live, length, next, uses, unnamed } = counted;
      const wrong = [live !== before.live, length !== before.length, next > before.next].filter(Boolean).length;
      const found = wrong + uses.size + unnamed.length;
      if (found === 0) return 0;
      if (mends && wrong + uses.size > 0 && !(await this.repair.recount(place, counted))) continue;
      if (wrong > 0) faults.add('total', 'meta', wrong);
      if (uses.size + unnamed.length > 0) faults.add('use', 'uses', uses.size + unnamed.length);
      if (!mends) return 0;
      const named = await Promise.all(unnamed.map((number) => this.rewrite.ofNumber(place, number)));
      await this.repair.rewrite(
        place,
        named.filter((one) => one !== undefined),
      );
      return found;
    }
    return 0;
  }

  private async counted(
    place: MemoryPlace,
    version: string,
    summaries: NetworkSummaries,
  ): Promise<IndexCount & { unnamed: readonly number[] }> {
    const actual = new Map<number, { count: number; number: number }>();
    let [length, next] = [0, 0];
    for (const page of summaries.pages.values()) {
      length += page.length;
      next = Math.max(next, page.greatest + 1);
      for (const [ordinal, { count, number }] of page.uses)
        actual.set(ordinal, { count: (actual.get(ordinal)?.count ?? 0) + count, number });
    }
    const uses = new Map([...actual].map(([ordinal, { count }]) => [ordinal, count]));
    const names = new Map<number, number>();
    const isNamed = (ordinal: number) => void names.set(ordinal, (names.get(ordinal) ?? 0) + 1);
    for await (const entries of this.inspection.entries(place, 'uses')) {
      for (const [field, value] of entries) {
        const ordinal = Number(field.split(':', 1)[0]);
        const count = actual.get(ordinal)?.count ?? 0;
        if (field.includes(':')) isNamed(ordinal);
        else if (Number(value) === count) uses.delete(ordinal);
        if (count === 0) uses.set(ordinal, 0);
      }
    }
    for (const name of ['sessions', 'actors']) {
      for await (const entries of this.inspection.entries(place, name)) for (const [, ordinal] of entries) isNamed(Number(ordinal));
    }
    // From name to ordinal and back; a memory that has an ordinal without a name knows it.
    const unnamed = [...actual].filter(([ordinal]) => (names.get(ordinal) ?? 0) < 2).map(([, { number }]) => number);
    const greatestOrdinal = [...actual.keys()].reduce((a, b) => Math.max(a, b), 0);
    return { version, live: summaries.live, length, next, uses, greatestOrdinal, unnamed };
  }
}
