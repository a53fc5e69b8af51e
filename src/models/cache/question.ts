import type { GenerateRequest, GenerateScope } from '../generate';
import type { SimilarPlace } from './answer.store';
import { mayAnswerFromCache } from './cacheable';
import { digestOf } from './canonical-request';
import { similarPlaceOf } from './similar/similar-place';

/** A request and where its answer is kept. */
export interface Question {
  tenantId: string;
  request: GenerateRequest;
  digest: string;
  /** Set where a very similar request's answer will do. */
  similar: SimilarPlace | undefined;
}

/** Undefined where the cache is off, and for requests too deep to be walked, whose fault others will name. */
export function questionOf({ tenantId }: GenerateScope, request: GenerateRequest, ttlSeconds: number): Question | undefined {
  if (!mayAnswerFromCache(request, ttlSeconds)) return undefined;
  try {
    return { tenantId, request, digest: digestOf(request), similar: similarPlaceOf(request) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
