import type { NetworkPlace } from '../../redis';
import { FLAG, OFFSET, PAGE_SIZE, RECORD_BYTES } from '../index/column-record';
import { decodeVector } from './vector-format';
import { VectorPage } from './vector-page';
import type { VectorStore } from './vector.store';

/** Bytes of vectors that one mirror keeps: some 280,000 of 512 numbers, those of the newest pages; other memories are found by their words. */
const MAX_BYTES = 160 * 1024 * 1024;

/**
 * The vectors of a network's memories that this process has read. The columns tell which there are, in which version, so that only what is
 * new is read; what the columns no longer have is gone at once.
 */
export class VectorMirror {
  /** Epoch milliseconds at which somebody last looked for memories without vectors. */
  lookedAtMs = 0;
  /** Numbers in a vector; 0 until the first one has been read. */
  dimensions = 0;
  private pages = new Map<number, VectorPage>();
  /** Slots whose pages have something new, and those pages. */
  private readonly unread = new Map<number, number>();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly store: VectorStore,
    private readonly place: NetworkPlace,
  ) {}

  /** Bytes it takes, about. */
  get bytes(): number {
    return this.pages.size * VectorPage.bytesOf(this.dimensions);
  }

  /** Whether there is any vector, read or not. */
  get isEmpty(): boolean {
    return this.pages.size === 0;
  }

  /** The pages that have vectors, by slot (see `PageSlots`). */
  get read(): ReadonlyMap<number, VectorPage> {
    return this.pages;
  }

  /** Takes over what the columns of the page in a slot say; empty when it is gone. */
  note(slot: number, number: number, columns: Buffer): void {
    let page = this.pages.get(slot);
    const count = Math.floor(columns.length / RECORD_BYTES);
    for (let n = 0; n < PAGE_SIZE; n += 1) {
      const at = n * RECORD_BYTES;
      const flags = n < count ? columns.readUInt8(at + OFFSET.flags) : 0;
      const has = (flags & FLAG.live) !== 0 && (flags & FLAG.embedded) !== 0;
      if (page === undefined && has) this.pages.set(slot, (page = new VectorPage()));
      page?.want(n, has ? columns.readUInt16BE(at + OFFSET.version) : undefined);
    }
    if (page !== undefined) this.unread.set(slot, number);
    if (count === 0) this.drop(slot);
  }

  /** Forgets all. */
  clear(): void {
    this.pages = new Map();
    this.unread.clear();
    this.dimensions = 0;
  }

  /** Reads what is new, newest pages first; those who come meanwhile share it. */
  load(): Promise<void> {
    if (this.unread.size === 0) return Promise.resolve();
    this.loading ??= this.readAll().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** Those of `rows` that have no vector of the model that embeds now. */
  lacking(rows: Iterable<number>): number[] {
    return [...rows].filter((row) => this.pages.get(Math.floor(row / PAGE_SIZE))?.lacks(row % PAGE_SIZE) ?? true);
  }

  private async readAll(): Promise<void> {
    while (this.unread.size > 0) {
      const [slot, number] = [...this.unread].reduce((newest, other) => (other[1] > newest[1] ? other : newest));
      const page = this.pages.get(slot);
      this.unread.delete(slot);
      try {
        if (page !== undefined) await this.readPage(page, number);
      } catch (error) {
        if (this.pages.get(slot) === page) this.unread.set(slot, number);
        throw error;
      }
    }
  }

  private async readPage(page: VectorPage, number: number): Promise<void> {
    const { missing } = page;
    if (missing.length === 0 || !this.hasRoom(page)) return;
    const versions = missing.map((n) => page.versionOf(n));
    const found = await this.store.read(this.place, number, missing);
    for (const [index, n] of missing.entries()) {
      const values = this.valuesOf(found[index]);
      page.take(n, versions[index] as number, values, this.dimensions);
    }
  }

  private hasRoom(page: VectorPage): boolean {
    if (page.values.length > 0 || this.dimensions === 0) return true;
    let read = 1;
    for (const { values } of this.pages.values()) if (values.length > 0) read += 1;
    return read * VectorPage.bytesOf(this.dimensions) <= MAX_BYTES;
  }

  /** Undefined for a vector of another model. */
  private valuesOf(bytes: Buffer | null | undefined): Int8Array | undefined {
    const vector = bytes ? decodeVector(bytes) : undefined;
    if (vector === undefined || vector.tag !== this.store.tag) return undefined;
    if (this.dimensions === 0) this.dimensions = vector.values.length;
    return vector.values.length === 0 || vector.values.length === this.dimensions ? vector.values : undefined;
  }

  private drop(slot: number): void {
    this.pages.delete(slot);
    this.unread.delete(slot);
  }
}
