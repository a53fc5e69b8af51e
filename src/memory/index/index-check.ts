import { Injectable } from '@nestjs/common';
import { PAGE_SIZE } from './column-record';
import type { IndexFaults } from './index-faults';
import { ENTRY_NAMES, IndexInspectionStore, type Inspected } from './index-inspection.store';
import { IndexRepairStore, type Rewritten } from './index-repair.store';
import { IndexRewrite } from './index-rewrite';
import { IndexTotals } from './index-totals';
import { addDifferences, addFaultsOf, isEmbedded, termsIn } from './memory-faults';
import { MemoryIndexStore, type MemoryPlace } from './memory-index.store';
import { POSTING_BYTES, postingsIn } from './postings';

/** Numbers looked at in one step: some 2 ms in Redis. With bodies fewer, since they may be long. */
const NUMBERS = 32;
const NUMBERS_WITH_BODIES = 16;

/** How an index is to be checked. */
export interface CheckOptions {
  /** Reads the bodies too, and compares what finds them with what they say. */
  isDeep: boolean;
  /** Puts right what is found: from the bodies, which are the truth; what has no body goes. */
  mends: boolean;
  /** The last page that may be there, where the index may have forgotten it. */
  lastPage?: number;
}

/** How far a check has come. */
export interface CheckProgress {
  /** Memories of one page that were looked at in this step; 0 while entries are. */
  memories: number;
  /** Faults put right in this step. */
  mended: number;
}

/**
 * Verifies the index of a network both ways: that every memory has all that finds it, and that nothing finds a memory that is not there. Every
 * fault is confirmed by a script at one moment, so writing may go on meanwhile.
 */
@Injectable()
export class IndexCheck {
  private readonly totals: IndexTotals;

  constructor(
    index: MemoryIndexStore,
    private readonly inspection: IndexInspectionStore,
    private readonly repair: IndexRepairStore,
    private readonly rewrite: IndexRewrite,
  ) {
    this.totals = new IndexTotals(index, inspection, repair, rewrite);
  }

  /** Checks a network in small steps and adds what is wrong to `faults`; whoever asks for the next step sets the pace. */
  async *steps(place: MemoryPlace, faults: IndexFaults, options: CheckOptions): AsyncGenerator<CheckProgress> {
    for (const page of await this.pagesOf(place, options)) yield* this.page(place, page, faults, options);
    for (const name of ENTRY_NAMES) {
      // Whether a name is in use is known once the uses are counted.
      if (name === 'sessions') yield { memories: 0, mended: await this.totals.check(place, faults, options) };
      yield* this.entries(place, name, faults, options);
    }
  }

  private async pagesOf(place: MemoryPlace, { lastPage = 0 }: CheckOptions): Promise<number[]> {
    const [{ next }, versions] = await Promise.all([this.inspection.meta(place), this.inspection.versions(place)]);
    const last = [...versions.keys()].reduce((a, b) => Math.max(a, b), Math.max(lastPage, Math.floor(next / PAGE_SIZE)));
    return this.inspection.pages(place, last);
  }

  private async *page(place: MemoryPlace, page: number, faults: IndexFaults, options: CheckOptions): AsyncGenerator<CheckProgress> {
    const termsOf = new Map<number, ReadonlySet<string>>();
    const size = options.isDeep ? NUMBERS_WITH_BODIES : NUMBERS;
    const end = await this.inspection.endOf(place, page);
    const embedded = new Set(await this.inspection.vectors(place, page));
    let live = 0;
    for (let first = 0; first < end; first += size) {
      const rows = await this.inspection.inspect(place, page, first, first + size - 1, options.isDeep);
      for (const { number, forward } of rows) termsOf.set(number, new Set(termsIn(forward)));
      live += rows.filter(({ record }) => record.length > 0).length;
      for (const { number, record } of rows) if (isEmbedded(record)) embedded.add(number % PAGE_SIZE);
      yield { memories: rows.length, mended: await this.memories(place, rows, faults, options) };
    }
    const vectors = await this.inspection.wrongVectors(place, page, [...embedded], options.mends ? 'drop' : 'look');
    if (vectors > 0) faults.add('vector', `page ${page}`, vectors);
    yield { memories: 0, mended: options.mends ? vectors : 0 };
    yield* this.postings(place, page, termsOf, faults, options);
    yield { memories: 0, mended: await this.pageItself(place, page, live, faults, options) };
  }

  /** Adds what is wrong with some memories; resolves to how many were put right. */
  private async memories(place: MemoryPlace, rows: readonly Inspected[], faults: IndexFaults, options: CheckOptions): Promise<number> {
    const broken: number[] = [];
    const outdated: Rewritten[] = [];
    for (const row of rows) {
      const before = faults.total;
      const at = `number ${row.number}`;
      if (row.record.length === 0) faults.add('record', at);
      else if (!row.hasItem) faults.add('item', at);
      if (faults.total > before) {
        broken.push(row.number);
        continue;
      }
      addFaultsOf(row, faults, at);
      const text = options.isDeep ? await this.rewrite.of(place.networkId, row) : undefined;
      if (text !== undefined && faults.total === before) addDifferences(row, text, faults, at);
      if (faults.total === before || !options.mends) continue;
      const rewritten = text ?? (await this.rewrite.ofNumber(place, row.number));
      if (rewritten !== undefined) outdated.push(rewritten);
    }
    if (!options.mends || (broken.length === 0 && outdated.length === 0)) return 0;
    return (await this.repair.discard(place, broken)) + (await this.repair.rewrite(place, outdated));
  }

  private async *postings(
    place: MemoryPlace,
    page: number,
    termsOf: ReadonlyMap<number, ReadonlySet<string>>,
    faults: IndexFaults,
    { mends }: CheckOptions,
  ): AsyncGenerator<CheckProgress> {
    for await (const terms of this.inspection.postings(place, page)) {
      // Suspects only: memories that came meanwhile are not known here.
      const suspects: [string, number][] = [];
      for (const [term, postings] of terms) {
        for (const n of postingsIn(postings)) if (!termsOf.get(page * PAGE_SIZE + n)?.has(term)) suspects.push([term, n]);
      }
      const torn = terms.filter(([, postings]) => postings.length % POSTING_BYTES !== 0).map(([term]) => term);
      if (torn.length > 0) faults.add('stray-posting', `page ${page}`, torn.length);
      if (mends && torn.length > 0) yield { memories: 0, mended: await this.writeAnew(place, page, torn, termsOf) };
      const strays = await this.inspection.strayPostings(place, page, suspects, mends ? 'drop' : 'look');
      if (strays > 0) faults.add('stray-posting', `page ${page}`, strays);
      yield { memories: 0, mended: mends ? strays : 0 };
    }
  }

  /** Drops all postings of some terms, and writes those of the memories that have them; resolves to how many terms they were. */
  private async writeAnew(
    place: MemoryPlace,
    page: number,
    terms: readonly string[],
    termsOf: ReadonlyMap<number, ReadonlySet<string>>,
  ): Promise<number> {
    await this.repair.dropPostings(place, page, terms);
    for (const [number, has] of termsOf) {
      const rewritten = terms.some((term) => has.has(term)) ? await this.rewrite.ofNumber(place, number) : undefined;
      if (rewritten !== undefined) await this.repair.rewrite(place, [rewritten]);
    }
    return terms.length;
  }

  /** Whether mirrors see a page that holds memories, and nothing is left of one that holds none. */
  private async pageItself(place: MemoryPlace, page: number, live: number, faults: IndexFaults, { mends }: CheckOptions): Promise<number> {
    const [{ next }, versions] = await Promise.all([this.inspection.meta(place), this.inspection.versions(place)]);
    // No number of a page that lies behind is given any more: nobody writes there what would be dropped.
    if (live === 0 && page < Math.floor(next / PAGE_SIZE) && !(await this.inspection.hasItems(place, page))) {
      const [left] = await this.inspection.pages(place, page, page);
      if (left === undefined) return 0;
      faults.add('stray-page', `page ${page}`);
      if (mends) await this.repair.dropPages(place, [page]);
      return mends ? 1 : 0;
    }
    if (live > 0 && !versions.has(page)) {
      const rows = await this.inspection.inspect(place, page, 0, PAGE_SIZE - 1, false);
      const row = rows.find(({ record, hasItem }) => record.length > 0 && hasItem);
      if (row === undefined || (await this.inspection.versions(place)).has(page)) return 0;
      faults.add('version', `page ${page}`);
      const rewritten = mends ? await this.rewrite.ofNumber(place, row.number) : undefined;
      return rewritten === undefined ? 0 : this.repair.rewrite(place, [rewritten]);
    }
    return 0;
  }

  private async *entries(
    place: MemoryPlace,
    name: (typeof ENTRY_NAMES)[number],
    faults: IndexFaults,
    { mends }: CheckOptions,
  ): AsyncGenerator<CheckProgress> {
    for await (const entries of this.inspection.entries(place, name)) {
      const fields = entries.map(([field]) => field);
      const strays = await this.inspection.strays(place, name, fields, mends ? 'drop' : 'look');
      if (strays > 0) faults.add('stray-entry', name, strays);
      yield { memories: 0, mended: mends ? strays : 0 };
    }
  }
}
