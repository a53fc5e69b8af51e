import type { Reading } from './reading';
import { asksTheSame, similarity } from './similarity';

/** The candidate most like what was `asked` among those that ask the same; the newest (first) of equals. */
export function mostSimilar<T extends { reading: Reading }>(asked: Reading, candidates: readonly T[]): T | undefined {
  let best: { candidate: T; score: number } | undefined;
  for (const candidate of candidates) {
    if (!asksTheSame(asked, candidate.reading)) continue;
    const score = similarity(asked, candidate.reading);
    if (best === undefined || score > best.score) best = { candidate, score };
    if (score === 1) break;
  }
  return best?.candidate;
}
