import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { unlessAborted } from '../chain/time-limit';
import { RecentMap } from '../cost/spending/recent-map';
import type { GenerateScope } from '../generate';
import { Embeddings } from './embeddings';

/** Queries whose vectors are kept: 2 MB of 512 numbers each. */
const MAX_QUERIES = 1_000;
/** Milliseconds a query is given to be embedded, though nobody may wait that long: the next one who asks the same has its vector. */
const CALL_DEADLINE_MS = 5_000;

/** The vectors of queries: asked for once for all who ask the same at the same time, and the latest ones remembered, by tenant. */
@Injectable()
export class QueryVectors implements OnApplicationShutdown {
  private readonly known = new RecentMap<Promise<Float32Array | undefined>>(MAX_QUERIES);
  private readonly stopping = new AbortController();

  constructor(private readonly embeddings: Embeddings) {}

  /** The vector of `query`, or undefined when there is none before `signal` aborts. Never rejects. */
  of(query: string, scope: GenerateScope, signal: AbortSignal): Promise<Float32Array | undefined> {
    return unlessAborted(this.found(query, scope), signal, () => undefined);
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }

  private found(query: string, scope: GenerateScope): Promise<Float32Array | undefined> {
    const key = createHash('sha256').update(`${scope.tenantId}\n${query}`).digest('base64url');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const options = { kind: 'query', signal: this.stopping.signal, deadlineMs: CALL_DEADLINE_MS } as const;
    const found = this.embeddings.embed([query], scope, options).then(
      ([vector]) => vector,
      () => {
        this.known.delete(key);
        return undefined;
      },
    );
    this.known.set(key, found);
    return found;
  }
}
