import type { GenerateAnswer } from '../generate';
import type { StoredAnswer } from './answer.store';

/** Where an answer came from that took no call of its own: the cache, or a call that was under way for somebody else. */
export type Source = 'exact' | 'similar' | 'shared';

const WORDS: Record<Source, string> = {
  exact: 'the cache had the answer to the same request',
  similar: 'the cache had the answer to a very similar request',
  shared: 'the same request was under way and its answer was shared',
};

/** `answer` for somebody who pays nothing for it; who answered stays, and the decision's reason says where it came from. */
export function asCached({ decision: first, ...answer }: StoredAnswer, source: Source, ageMs: number): GenerateAnswer {
  const reason = `${WORDS[source]}, ${Math.max(0, Math.round(ageMs / 1_000))} s old; it was chosen because: ${first.reason}`;
  return { ...answer, ...free(), cached: source === 'similar' ? 'similar' : 'exact', decision: () => ({ ...first, reason }) };
}

type Free = Pick<GenerateAnswer, 'attempts' | 'usage' | 'costMicroUsd' | 'cached'>;

function free(): Omit<Free, 'cached'> {
  return { attempts: [], usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 }, costMicroUsd: 0 };
}
