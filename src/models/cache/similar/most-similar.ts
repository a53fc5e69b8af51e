import { read } from './reading';
import { asksTheSame, similarity } from './similarity';

/** The candidate most like `text` among those that ask the same; the newest (first) of equals. */
export function mostSimilar<T extends { text: string }>(text: string, candidates: readonly T[]): T | undefined {
  const asked = read(text);
  let best: { candidate: T; score: number } | undefined;
  for (const candidate of candidates) {
    const known = read(candidate.text);
    if (!asksTheSame(asked, known)) continue;
    const score = similarity(asked, known);
    if (best === undefined || score > best.score) best = { candidate, score };
  }
  return best?.candidate;
}
