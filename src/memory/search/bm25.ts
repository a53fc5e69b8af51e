/** Robertson & Zaragoza (2009); k1 and b as measured best on conversational recall. */
const K1 = 0.6;
const B = 0.6;

/** The BM25 score of each of `documents` (as tokens) for `query` (as tokens); 0 where no word is shared. */
export function bm25(query: string[], documents: string[][]): number[] {
  const terms = [...new Set(query)];
  const averageLength = documents.reduce((sum, tokens) => sum + tokens.length, 0) / Math.max(1, documents.length) || 1;
  const counts = documents.map((tokens) => {
    const count = new Map<string, number>();
    for (const token of tokens) count.set(token, (count.get(token) ?? 0) + 1);
    return count;
  });
  const weights = terms.map((term) => {
    const holding = counts.filter((count) => count.has(term)).length;
    return Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
  });
  return counts.map((count, index) => {
    const norm = 1 - B + (B * (documents[index]?.length ?? 0)) / averageLength;
    return terms.reduce((sum, term, t) => {
      const frequency = count.get(term) ?? 0;
      return frequency === 0 ? sum : sum + ((weights[t] ?? 0) * frequency * (K1 + 1)) / (frequency + K1 * norm);
    }, 0);
  });
}
