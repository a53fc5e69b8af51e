import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Histogram } from 'prom-client';
import { EmbeddingsConfig, QueryVectors } from '../../models';
import { METRIC } from '../../observability';
import type { NetworkPlace } from '../../redis';
import type { NetworkMirror } from '../index/network-mirror';
import { fuse, type FusedRelevance } from '../search/semantic';
import type { Relevance } from '../search/relevance';
import { Backfill } from './backfill';
import type { VectorMirror } from './vector-mirror';

/** Milliseconds between looks for memories without vectors, by network. */
const LOOK_EVERY_MS = 60_000;

/** Brings what a query means into a search by words. */
export interface Meaning {
  /** The relevance by words and by meaning of those that `accepts`. */
  fuse(lexical: Relevance, accepts: (number: number) => boolean): FusedRelevance;
}

/** What queries mean. Whatever fails or takes too long here leaves a search to the words. */
@Injectable()
export class Semantics {
  constructor(
    private readonly config: EmbeddingsConfig,
    private readonly queries: QueryVectors,
    private readonly backfill: Backfill,
    @InjectMetric(METRIC.vectorSearchSeconds) private readonly seconds: Histogram,
  ) {}

  /** What `query` means beside the memories of `mirror`; undefined when embeddings are off, there are none, or it is not known in time. Never rejects. */
  async meaningOf(place: NetworkPlace, query: string, mirror: NetworkMirror): Promise<Meaning | undefined> {
    const { vectors } = mirror;
    if (vectors === undefined || mirror.totals.live === 0) return undefined;
    if (vectors.isEmpty) {
      this.lookForLacking(place, mirror, vectors);
      return undefined;
    }
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.config.deadlineMs);
    const isLate = new Promise<false>((resolve) => late.signal.addEventListener('abort', () => resolve(false), { once: true }));
    const loaded = vectors.load().then(
      () => true,
      () => false,
    );
    const [vector, isLoaded] = await Promise.all([this.queries.of(query, place, late.signal), Promise.race([loaded, isLate])]);
    clearTimeout(timer);
    if (!isLoaded) return undefined;
    this.lookForLacking(place, mirror, vectors);
    if (vector === undefined || vector.length !== vectors.dimensions) return undefined;
    return { fuse: (lexical, accepts) => this.fused(lexical, vectors, vector, accepts) };
  }

  private fused(lexical: Relevance, vectors: VectorMirror, query: Float32Array, accepts: (number: number) => boolean): FusedRelevance {
    const stop = this.seconds.startTimer();
    const fused = fuse(lexical, { vectors, query, weight: this.config.weight }, accepts);
    stop();
    return fused;
  }

  /** Memories from before embeddings were on, or of another model, get theirs. */
  private lookForLacking(place: NetworkPlace, mirror: NetworkMirror, vectors: VectorMirror): void {
    const nowMs = Date.now();
    if (vectors.lookedAtMs > nowMs - LOOK_EVERY_MS) return;
    vectors.lookedAtMs = nowMs;
    void this.backfill.note(place, mirror);
  }
}
