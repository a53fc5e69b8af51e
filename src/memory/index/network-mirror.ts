import type { VectorMirror } from '../embeddings/vector-mirror';
import { Columns } from './columns';
import { Conversations } from './conversations';
import type { IndexState, MemoryIndexStore, MemoryPlace } from './memory-index.store';
import { PageSlots } from './page-slots';

/** Postings of one term by slot: `versions` says which version of the page in it each stands for. */
interface TermPostings {
  slots: (Buffer | null | undefined)[];
  versions: (string | undefined)[];
}

/** Bytes of postings that one mirror keeps; the terms searched longest ago go first. */
const MAX_POSTING_BYTES = 32 * 1024 * 1024;
/** What a kept entry takes beside its postings, about. */
const ENTRY_BYTES = 64;

/** The postings of the terms of one search: for each term an entry for each slot. */
export type TermSlots = readonly (readonly (Buffer | null | undefined)[])[];

/**
 * What this process has read of the index of one network. Redis is asked at every look what has changed, so nothing that was
 * written before a look is missing from it; only what has changed is read again.
 */
export class NetworkMirror {
  readonly columns = new Columns();
  readonly slots = new PageSlots();
  /** Who follows whom in which session; as of the last look. */
  readonly conversations = new Conversations(this.columns, this.slots);
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

  /** Whether any memory has a successor. */
  get hasSuccessors(): boolean {
    return this.state.successors.size > 0;
  }

  /** The row of the memory that supersedes the one in `row`; undefined for none. */
  successorOf(row: number): number | undefined {
    const successor = this.state.successors.get(this.slots.numberOf(row));
    return successor === undefined ? undefined : this.slots.rowOf(successor);
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
  async postingsOf(terms: readonly string[]): Promise<TermSlots> {
    const rows = terms.map((term) => this.postingsFor(term));
    const pages = [...this.state.pages];
    const wanted = pages
      .map(([page, version]) => {
        const slot = this.slots.take(page);
        return { page, slot, version, terms: terms.filter((_term, index) => rows[index]?.versions[slot] !== version) };
      })
      .filter((row) => row.terms.length > 0);
    if (wanted.length > 0) {
      const found = await this.store.postings(this.place, wanted);
      for (const [index, { slot, version, terms: asked }] of wanted.entries()) {
        for (const [at, term] of asked.entries())
          this.keep(rows[terms.indexOf(term)] as TermPostings, slot, version, found[index]?.[at] ?? null);
      }
      this.forgetOld();
    }
    return rows.map(({ slots }) => slots);
  }

  private async update(): Promise<void> {
    const { epoch, pages: known } = this.state;
    const state = await this.store.state(this.place, this.state);
    if (state === undefined) return;
    const isSame = state.epoch === epoch;
    if (!isSame) this.clear();
    const changed = [...state.pages].filter(([page, seen]) => !isSame || known.get(page) !== seen).map(([page]) => page);
    const gone = isSame ? [...known.keys()].filter((page) => !state.pages.has(page)) : [];
    const found = await this.store.columns(this.place, changed);
    for (const page of gone) this.drop(page);
    for (const [index, page] of changed.entries()) this.setPage(page, found[index] as Buffer);
    this.state = state;
    this.conversations.outdate();
  }

  private setPage(page: number, columns: Buffer): void {
    const slot = this.slots.take(page);
    this.columns.setPage(slot, columns);
    this.vectors?.note(slot, page, columns);
  }

  private drop(page: number): void {
    this.setPage(page, Buffer.alloc(0));
    const slot = this.slots.leave(page) as number;
    for (const row of this.terms.values()) {
      const postings = row.slots[slot];
      if (postings !== undefined) this.postingBytes -= ENTRY_BYTES + (postings?.length ?? 0);
      row.slots[slot] = undefined;
      row.versions[slot] = undefined;
    }
  }

  private postingsFor(term: string): TermPostings {
    const row = this.terms.get(term) ?? { slots: [], versions: [] };
    // The term searched last stands last.
    this.terms.delete(term);
    this.terms.set(term, row);
    return row;
  }

  private keep(row: TermPostings, slot: number, version: string, postings: Buffer | null): void {
    const before = row.slots[slot];
    if (before !== undefined) this.postingBytes -= ENTRY_BYTES + (before?.length ?? 0);
    row.slots[slot] = postings;
    row.versions[slot] = version;
    this.postingBytes += ENTRY_BYTES + (postings?.length ?? 0);
  }

  private forgetOld(): void {
    for (const [term, { slots }] of this.terms) {
      if (this.postingBytes <= MAX_POSTING_BYTES) return;
      for (const postings of slots) if (postings !== undefined) this.postingBytes -= ENTRY_BYTES + (postings?.length ?? 0);
      this.terms.delete(term);
    }
  }

  private clear(): void {
    for (const page of this.state.pages.keys()) this.drop(page);
    this.terms.clear();
    this.postingBytes = 0;
    this.vectors?.clear();
  }
}
