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
  private readonly unread = new Set<number>();
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

  /** The pages that have vectors, by page. */
  get read(): ReadonlyMap<number, VectorPage> {
    return this.pages;
  }

  /** Takes over what the columns of a page say; empty when it is gone. */
  note(number: number, columns: Buffer): void {
    let page = this.pages.get(number);
    const count = Math.floor(columns.length / RECORD_BYTES);
    for (let n = 0; n < PAGE_SIZE; n += 1) {
      const at = n * RECORD_BYTES;
      const flags = n < count ? columns.readUInt8(at + OFFSET.flags) : 0;
      const has = (flags & FLAG.live) !== 0 && (flags & FLAG.embedded) !== 0;
      if (page === undefined && has) this.pages.set(number, (page = new VectorPage()));
      page?.want(n, has ? columns.readUInt16BE(at + OFFSET.version) : undefined);
    }
    if (page !== undefined) this.unread.add(number);
    if (count === 0) this.drop(number);
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

  /** Those of `numbers` that have no vector of the model that embeds now. */
  lacking(numbers: Iterable<number>): number[] {
    return [...numbers].filter((number) => this.pages.get(Math.floor(number / PAGE_SIZE))?.lacks(number % PAGE_SIZE) ?? true);
  }

  private async readAll(): Promise<void> {
    while (this.unread.size > 0) {
      const number = Math.max(...this.unread);
      this.unread.delete(number);
      try {
        await this.readPage(number);
      } catch (error) {
        this.unread.add(number);
        throw error;
      }
    }
  }

  private async readPage(number: number): Promise<void> {
    const page = this.pages.get(number);
    const missing = page?.missing ?? [];
    if (page === undefined || missing.length === 0 || !this.hasRoom(page)) return;
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

  private drop(number: number): void {
    this.pages.delete(number);
    this.unread.delete(number);
  }
}
