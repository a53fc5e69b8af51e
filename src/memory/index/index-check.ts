import { Injectable } from '@nestjs/common';
import { FLAG, OFFSET, PAGE_SIZE, readRecord, textFlagsOf } from './column-record';
import type { IndexFaults } from './index-faults';
import { ENTRY_NAMES, IndexInspectionStore, type IndexCount, type Inspected, type Rewritten } from './index-inspection.store';
import { IndexRewrite } from './index-rewrite';
import { MemoryIndexStore, type MemoryPlace } from './memory-index.store';
import { NetworkSummaries } from './network-summaries';
import { POSTING_BYTES, postingsIn } from './postings';

/** Numbers looked at in one step: some 2 ms in Redis. With bodies fewer, since they may be long. */
const NUMBERS = 32;
const NUMBERS_WITH_BODIES = 16;
/** Attempts to count a network that is written to meanwhile. */
const ATTEMPTS = 5;

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
  constructor(
    private readonly index: MemoryIndexStore,
    private readonly inspection: IndexInspectionStore,
    private readonly rewrite: IndexRewrite,
  ) {}

  /** Checks a network in small steps and adds what is wrong to `faults`; whoever asks for the next step sets the pace. */
  async *steps(place: MemoryPlace, faults: IndexFaults, options: CheckOptions): AsyncGenerator<CheckProgress> {
    for (const page of await this.pagesOf(place, options)) yield* this.page(place, page, faults, options);
    for (const name of ENTRY_NAMES) {
      // Whether a name is in use is known once the uses are counted.
      if (name === 'sessions') yield await this.totals(place, faults, options);
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
      const rewritten = text ?? (await this.rewrittenNow(place, row.number));
      if (rewritten !== undefined) outdated.push(rewritten);
    }
    if (!options.mends || (broken.length === 0 && outdated.length === 0)) return 0;
    return (await this.inspection.discard(place, broken)) + (await this.inspection.rewrite(place, outdated));
  }

  private async rewrittenNow(place: MemoryPlace, number: number): Promise<Rewritten | undefined> {
    const n = number % PAGE_SIZE;
    const [row] = await this.inspection.inspect(place, Math.floor(number / PAGE_SIZE), n, n, true);
    return row === undefined || row.record.length === 0 || !row.hasItem ? undefined : this.rewrite.of(place.networkId, row);
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
    await this.inspection.dropPostings(place, page, terms);
    for (const [number, has] of termsOf) {
      const rewritten = terms.some((term) => has.has(term)) ? await this.rewrittenNow(place, number) : undefined;
      if (rewritten !== undefined) await this.inspection.rewrite(place, [rewritten]);
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
      if (mends) await this.inspection.dropPages(place, [page]);
      return mends ? 1 : 0;
    }
    if (live > 0 && !versions.has(page)) {
      const rows = await this.inspection.inspect(place, page, 0, PAGE_SIZE - 1, false);
      const row = rows.find(({ record, hasItem }) => record.length > 0 && hasItem);
      if (row === undefined || (await this.inspection.versions(place)).has(page)) return 0;
      faults.add('version', `page ${page}`);
      const rewritten = mends ? await this.rewrittenNow(place, row.number) : undefined;
      return rewritten === undefined ? 0 : this.inspection.rewrite(place, [rewritten]);
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

  /** Counts the network while nothing is written to it; one that is written to all the time is left for the next check. */
  private async totals(place: MemoryPlace, faults: IndexFaults, { mends }: CheckOptions): Promise<CheckProgress> {
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
      if (found === 0) return { memories: 0, mended: 0 };
      if (mends && wrong + uses.size > 0 && !(await this.inspection.recount(place, counted))) continue;
      if (wrong > 0) faults.add('total', 'meta', wrong);
      if (uses.size + unnamed.length > 0) faults.add('use', 'uses', uses.size + unnamed.length);
      if (!mends) return { memories: 0, mended: 0 };
      const named = await Promise.all(unnamed.map((number) => this.rewrittenNow(place, number)));
      await this.inspection.rewrite(
        place,
        named.filter((one) => one !== undefined),
      );
      return { memories: 0, mended: found };
    }
    return { memories: 0, mended: 0 };
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

/** What is missing of all that finds a memory that is there. */
function addFaultsOf(
  { number, record, forward, frequencies, numberOfId, numberOfDigest }: Inspected,
  faults: IndexFaults,
  at: string,
): void {
  if (forward === '') return faults.add('forward', at);
  if (numberOfId !== number) faults.add('id', at);
  // Of memories that say the same the newest has the entry; what was superseded needs none.
  if (numberOfDigest === -1 && readRecord(record).validUntilMs === 0) faults.add('digest', at);
  let missing = 0;
  for (const frequency of frequencies) if (frequency === 0) missing += 1;
  missing += termsIn(forward).length - frequencies.length;
  if (missing > 0) faults.add('posting', at, missing);
}

/** Where what finds a memory is not what its body says. */
function addDifferences({ record, forward, frequencies }: Inspected, { memoryId, text }: Rewritten, faults: IndexFaults, at: string): void {
  const expected = [memoryId, text.digest, text.bands.join(' '), text.guards, text.terms.join(' ')].join('\n');
  const said = record.readUInt8(OFFSET.flags) & (FLAG.asks | FLAG.tellsTime);
  if (forward !== expected || record.readUInt16BE(OFFSET.length) !== text.length || said !== textFlagsOf(text)) faults.add('text', at);
  else if (!frequencies.equals(text.frequencies)) faults.add('frequency', at);
}

function isEmbedded(record: Buffer): boolean {
  return record.length > 0 && (record.readUInt8(OFFSET.flags) & FLAG.embedded) !== 0;
}

function termsIn(forward: string): string[] {
  return (forward.split('\n')[4] ?? '').split(' ').filter((term) => term !== '');
}
