import type { GenerateAnswer } from '../generate';

/** What the cache did for a request: `shared` got the answer of a call under way, `unavailable` went on without the cache. */
export type CacheOutcome = 'exact' | 'similar' | 'shared' | 'miss' | 'unavailable';

/** An answer that costs its caller nothing, or why there is none. */
export type Finding = { outcome: 'exact' | 'similar' | 'shared'; answer: GenerateAnswer } | { outcome: 'miss' | 'unavailable' };

/** What a look into the cache came to; `off` where the request is not to be answered from it. */
export type CacheFinding = Finding | { outcome: 'off' };
