import type { IndexInspectionStore } from './index-inspection.store';
import type { MemoryIndexStore, MemoryPlace } from './memory-index.store';
import { summaryOf, type PageSummary } from './page-summaries';

/** Pages of columns (96 KiB each) that are read in one pipeline. */
const PAGES_AT_ONCE = 8;

/** What the columns of a network come to, page by page; of pages that have not changed since they were read they are not read again. */
export class NetworkSummaries {
  readonly pages = new Map<number, PageSummary>();
  /** Epoch and version of the index that was read; '' before. One that was lost and begun anew counts its versions from 1 again. */
  version = '';
  private epoch = '';

  constructor(
    private readonly index: Pick<MemoryIndexStore, 'columns'>,
    private readonly inspection: Pick<IndexInspectionStore, 'versions' | 'meta'>,
    private readonly place: MemoryPlace,
  ) {}

  /** Brings it up to date. */
  async update(): Promise<void> {
    const [{ epoch, version }, versions] = await Promise.all([this.inspection.meta(this.place), this.inspection.versions(this.place)]);
    if (epoch !== this.epoch) this.pages.clear();
    this.epoch = epoch;
    this.version = `${epoch} ${version}`;
    for (const page of [...this.pages.keys()]) if (!versions.has(page)) this.pages.delete(page);
    const changed = [...versions].filter(([page, seen]) => this.pages.get(page)?.version !== seen);
    for (let from = 0; from < changed.length; from += PAGES_AT_ONCE) {
      const some = changed.slice(from, from + PAGES_AT_ONCE);
      const columns = await this.index.columns(
        this.place,
        some.map(([page]) => page),
      );
      for (const [at, [page, seen]] of some.entries()) this.pages.set(page, summaryOf(page, seen, columns[at] as Buffer));
    }
  }

  /** Epoch milliseconds of the first end of a memory; Infinity when all are kept. */
  get firstExpiryMs(): number {
    let first = Infinity;
    for (const { firstExpiryMs } of this.pages.values()) first = Math.min(first, firstExpiryMs);
    return first;
  }

  get live(): number {
    let live = 0;
    for (const page of this.pages.values()) live += page.live;
    return live;
  }
}
