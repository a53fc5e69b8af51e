import type { VectorMirror } from '../embeddings/vector-mirror';
import { Columns } from './columns';
import { Conversations } from './conversations';
import type { IndexState, MemoryIndexStore, MemoryPlace } from './memory-index.store';

/** Postings of one term by page: `versions` says which version of the page each stands for. */
interface TermPostings {
  pages: (Buffer | null | undefined)[];
  versions: (string | undefined)[];
}

/** Bytes of postings that one mirror keeps; the terms searched longest ago go first. */
const MAX_POSTING_BYTES = 32 * 1024 * 1024;
/** What a kept entry takes beside its postings, about. */
const ENTRY_BYTES = 64;

/** The postings of the terms of one search: a row for each term, an entry for each page. */
export type PostingRows = readonly (readonly (Buffer | null | undefined)[])[];

/**
 * What this process has read of the index of one network. Redis is asked at every look what has changed, so nothing that was
 * written before a look is missing from it; only what has changed is read again.
 */
export class NetworkMirror {
  readonly columns = new Columns();
  /** Who follows whom in which session; as of the last look. */
  readonly conversations = new Conversations(this.columns);
  private state: IndexState = {
    epoch: '',
    version: '0',
    next: 0,
    live: 0,
    length: 0,
    pages: new Map(),
    relations: '0',
    actors: new Map(),
    successors: new Map(),
  };
  private readonly terms = new Map<string, TermPostings>();
  private postingBytes = 0;
  private looking: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly store: MemoryIndexStore,
    private readonly place: MemoryPlace,
    /** Undefined where embeddings are off. */
    readonly vectors?: VectorMirror,
  ) {}

  /** Bytes it takes, about. */
  get bytes(): number {
    return this.columns.bytes + this.conversations.bytes + this.postingBytes + (this.vectors?.bytes ?? 0);
  }

  /** Live memories, and the terms of all of them together. */
  get totals(): { live: number; length: number } {
    return this.state;
  }

  /** Name → ordinal of everybody who said something. */
  get actors(): ReadonlyMap<string, number> {
    return this.state.actors;
  }

  /** Number → number of the memory that supersedes it. */
  get successors(): ReadonlyMap<number, number> {
    return this.state.successors;
  }

  /** Brings the columns up to date. Those who come while somebody looks share the look after that one. */
  look(): Promise<void> {
    this.next ??= this.looking.then(() => {
      this.next = undefined;
      const looking = this.update();
      this.looking = looking.catch(() => undefined);
      return looking;
    });
    return this.next;
  }

  /** The postings of `terms`, as new as the columns are or newer. */
  async postingsOf(terms: readonly string[]): Promise<PostingRows> {
    const rows = terms.map((term) => this.rowOf(term));
    const pages = [...this.state.pages];
    const wanted = pages
      .map(([page, version]) => ({ page, version, terms: terms.filter((_term, index) => rows[index]?.versions[page] !== version) }))
      .filter((row) => row.terms.length > 0);
    if (wanted.length > 0) {
      const found = await this.store.postings(this.place, wanted);
      for (const [index, { page, version, terms: asked }] of wanted.entries()) {
        for (const [at, term] of asked.entries())
          this.keep(rows[terms.indexOf(term)] as TermPostings, page, version, found[index]?.[at] ?? null);
      }
      this.forgetOld();
    }
    return rows.map((row) => row.pages);
  }

  private async update(): Promise<void> {
    const { epoch, pages: known } = this.state;
    const state = await this.store.state(this.place, this.state);
    if (state === undefined) return;
    const isSame = state.epoch === epoch;
    if (!isSame) this.clear();
    const changed = [...state.pages].filter(([page, seen]) => !isSame || known.get(page) !== seen).map(([page]) => page);
    const gone = [...known.keys()].filter((page) => !state.pages.has(page));
    const found = await this.store.columns(this.place, changed);
    for (const page of gone) this.drop(page);
    for (const [index, page] of changed.entries()) this.setPage(page, found[index] as Buffer);
    this.state = state;
    this.conversations.outdate();
  }

  private setPage(page: number, columns: Buffer): void {
    this.columns.setPage(page, columns);
    this.vectors?.note(page, columns);
  }

  private drop(page: number): void {
    this.setPage(page, Buffer.alloc(0));
    for (const row of this.terms.values()) {
      const postings = row.pages[page];
      if (postings !== undefined) this.postingBytes -= ENTRY_BYTES + (postings?.length ?? 0);
      row.pages[page] = undefined;
      row.versions[page] = undefined;
    }
  }

  private rowOf(term: string): TermPostings {
    const row = this.terms.get(term) ?? { pages: [], versions: [] };
    // The term searched last stands last.
    this.terms.delete(term);
    this.terms.set(term, row);
    return row;
  }

  private keep(row: TermPostings, page: number, version: string, postings: Buffer | null): void {
    const before = row.pages[page];
    if (before !== undefined) this.postingBytes -= ENTRY_BYTES + (before?.length ?? 0);
    row.pages[page] = postings;
    row.versions[page] = version;
    this.postingBytes += ENTRY_BYTES + (postings?.length ?? 0);
  }

  private forgetOld(): void {
    for (const [term, { pages }] of this.terms) {
      if (this.postingBytes <= MAX_POSTING_BYTES) return;
      for (const postings of pages) if (postings !== undefined) this.postingBytes -= ENTRY_BYTES + (postings?.length ?? 0);
      this.terms.delete(term);
    }
  }

  private clear(): void {
    for (const page of this.state.pages.keys()) this.columns.setPage(page, Buffer.alloc(0));
    this.vectors?.clear();
    this.terms.clear();
    this.postingBytes = 0;
  }
}
