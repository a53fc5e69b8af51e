import { Injectable } from '@nestjs/common';
import { Semantics } from '../embeddings/semantics';
import type { Columns } from '../index/columns';
import { FLAG, typeNumber } from '../index/column-record';
import { MemoryIndexStore, type MemoryPlace } from '../index/memory-index.store';
import { Mirrors } from '../index/mirrors';
import type { NetworkMirror } from '../index/network-mirror';
import { rowsOf } from '../index/page-slots';
import type { Memory, MemoryFilter } from '../memory';
import { isLanguage } from '../text/language';
import { timesIn } from '../text/named-times';
import { queryTerms } from '../text/query-terms';
import { asksWhen } from '../text/tells-time';
import { WorkingMemoryStore } from '../working-memory.store';
import { best } from './best';
import { relevance } from './relevance';
import { LEAST_SHARE, scoreOf, signalsOf, type Signals } from './score';

/** A memory that a search found. `score` is in 0–1, the greater the better. */
export interface RankedMemory {
  memory: Memory;
  score: number;
  signals: Signals;
}

/** Where a page of a list ended. */
export interface ListEnd {
  createdAtMs: number;
  number: number;
}

/** Characters (UTF-16 units) of content in one page of results or of a list; of what comes after there is only the beginning. */
const MAX_CONTENT_OF_PAGE = 8 * 1_048_576;

type Accepts = (row: number) => boolean;

/** Finds memories by what they say, when, by whom and how much they count. */
@Injectable()
export class MemorySearch {
  constructor(
    private readonly mirrors: Mirrors,
    private readonly index: MemoryIndexStore,
    private readonly store: WorkingMemoryStore,
    /** None: words alone decide. */
    private readonly semantics?: Semantics,
  ) {}

  /** The best `limit` memories for `query`, best first. */
  async search(place: MemoryPlace, query: string, filter: MemoryFilter, limit: number): Promise<RankedMemory[]> {
    const { mirror, accepts } = await this.filtered(place, filter);
    const { moves } = mirror.slots;
    const languages = [...mirror.columns.languages].filter(isLanguage);
    const terms = queryTerms(query, languages);
    if (accepts === undefined || terms.length === 0) return [];
    const [postings, meaning] = await Promise.all([mirror.postingsOf(terms), this.semantics?.meaningOf(place, query, mirror)]);
    if (mirror.slots.moves !== moves) return this.search(place, query, filter, limit); // the rows are not those of the postings any more
    const nowMs = Date.now();
    const { columns, slots } = mirror;
    const asked = { terms, actors: namedActors(mirror, terms), times: timesIn(query, languages, nowMs), when: asksWhen(query, languages) };
    const lexical = relevance(mirror, asked, postings, accepts);
    const fused = meaning?.fuse(lexical, accepts);
    const { rows, scores } = fused ?? lexical;
    // Who is so much less relevant than the last of the best that no other signal could make up for it need not be scored.
    const last = best(scores, limit).at(-1);
    const least = last === undefined ? 0 : (scores[last] as number) * LEAST_SHARE;
    const totals = scores.map((value, at) => (value < least ? 0 : scoreOf(columns, rows[at] as number, value, nowMs)));
    const found = best(totals, limit).map((at) => {
      const row = rows[at] as number;
      const signals = signalsOf(columns, row, scores[at] as number, nowMs);
      if (fused !== undefined) signals.semantic = fused.semantic[at];
      return { number: slots.numberOf(row), score: totals[at] as number, signals };
    });
    return this.withMemories(place, found);
  }

  /** A page of the memories that `filter` accepts, newest first, behind `after` where it is given; `end` is where the next one goes on, if there is one. */
  async newest(place: MemoryPlace, filter: MemoryFilter, limit: number, after?: ListEnd): Promise<{ memories: Memory[]; end?: ListEnd }> {
    const { mirror, accepts } = await this.filtered(place, filter);
    if (accepts === undefined) return { memories: [] };
    const { columns, slots } = mirror;
    const found: ListEnd[] = [];
    for (const row of rowsOf(slots.inOrder(), columns.size)) {
      const createdAtMs = columns.created[row] as number;
      if ((after !== undefined && createdAtMs > after.createdAtMs) || !accepts(row)) continue;
      const number = slots.numberOf(row);
      if (after === undefined || createdAtMs < after.createdAtMs || number < after.number) found.push({ createdAtMs, number });
    }
    found.reverse(); // of those of one time the one that was stored last comes first
    const times = Float64Array.from(found, ({ createdAtMs }) => createdAtMs);
    const page = best(times, limit).map((at) => found[at] as ListEnd);
    const memories = (await this.withMemories(place, page)).map(({ memory }) => memory);
    const end = page.at(-1);
    return end !== undefined && found.length > page.length ? { memories, end } : { memories };
  }

  /** The numbers of all memories that `filter` accepts now, ascending: in the order in which they were stored. */
  async matching(place: MemoryPlace, filter: MemoryFilter): Promise<Uint32Array> {
    const { mirror, accepts } = await this.filtered(place, filter);
    if (accepts === undefined) return new Uint32Array(0);
    const { columns, slots } = mirror;
    const found = new Uint32Array(columns.size);
    let count = 0;
    for (const row of rowsOf(slots.inOrder(), columns.size)) if (accepts(row)) found[count++] = slots.numberOf(row);
    return found.slice(0, count);
  }

  /** The mirror, and which of its memories are live and pass the filter; `accepts` is undefined where none can. */
  private async filtered(place: MemoryPlace, filter: MemoryFilter): Promise<{ mirror: NetworkMirror; accepts: Accepts | undefined }> {
    const { sessionId, visibleTo } = filter;
    const ordinalOf = (id: string | undefined) => (id === undefined ? undefined : this.index.sessionOrdinal(place, id));
    const [mirror, session, asking] = await Promise.all([this.mirrors.of(place), ordinalOf(sessionId), ordinalOf(visibleTo?.sessionId)]);
    if (sessionId !== undefined && session === undefined) return { mirror, accepts: undefined };
    const { columns } = mirror;
    const nowMs = Date.now();
    const type = filter.type === undefined ? undefined : typeNumber(filter.type);
    const isSeen = (row: number) => visibleTo === undefined || isVisible(columns, row, asking);
    return {
      mirror,
      accepts: (row) => columns.isLive(row, nowMs) && passes(columns, row, filter, type, session) && isSeen(row),
    };
  }

  private async withMemories<Found extends { number: number }>(
    place: MemoryPlace,
    found: Found[],
  ): Promise<(Found & { memory: Memory })[]> {
    const memories = await this.store.find(
      place,
      'number',
      found.map(({ number }) => number),
      MAX_CONTENT_OF_PAGE,
    );
    return found.flatMap((one, index) => {
      const memory = memories[index];
      return memory === undefined ? [] : [{ ...one, memory }];
    });
  }
}

/** Actors of whose name a word is asked for. */
function namedActors(mirror: NetworkMirror, terms: readonly string[]): ReadonlySet<number> {
  const asked = new Set(terms);
  const named = new Set<number>();
  for (const [name, ordinal] of mirror.actors) if (queryTerms(name, []).some((term) => asked.has(term))) named.add(ordinal);
  return named;
}

function passes(columns: Columns, row: number, filter: MemoryFilter, type: number | undefined, session: number | undefined): boolean {
  const created = columns.created[row] as number;
  return (
    (type === undefined || columns.type[row] === type) &&
    (session === undefined || columns.session[row] === session) &&
    (filter.sinceMs === undefined || created >= filter.sinceMs) &&
    (filter.untilMs === undefined || created <= filter.untilMs) &&
    // A 32-bit 0.8 lies a little above 0.8, a 32-bit 0.7 below 0.7.
    (filter.minConfidence === undefined || (columns.confidence[row] as number) >= Math.fround(filter.minConfidence))
  );
}

/** Whether a memory is shared, only grouped by a session, or of the session that asks. */
function isVisible({ session, flags }: Columns, row: number, asking: number | undefined): boolean {
  const owner = session[row] as number;
  return owner === 0 || owner === asking || ((flags[row] as number) & (FLAG.session | FLAG.timed)) === 0;
}
