import { featuresAt, tokensOf, type Token } from './features';

/** Words of a block at most: a block is a sentence, or a part of a long one. */
const MOST_BLOCK_WORDS = 40;
/** Words of the long windows: stories that lead a model on are told in many sentences. */
const LONG_WINDOW_WORDS = 120;
/** Features below which a window says little: a single word must not decide. @public scripts/safety learns with it, and with the three functions below. */
export const FEW_FEATURES = 40;
/** What ends a sentence. */
const SENTENCE_END = /^[.!?。！？…;]$/u;

/** A run of words: `to` is behind the last. */
export interface Stretch {
  from: number;
  to: number;
}

/** The sentences of a text, long ones in parts. @public */
export function blocksOf(tokens: readonly Token[], text: string): Stretch[] {
  const blocks: Stretch[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const { word, end } = tokens[at] as Token;
    const next = tokens[at + 1];
    const isEnd =
      SENTENCE_END.test(word) || next === undefined || text.slice(end, next.start).includes('\n') || at + 1 - from >= MOST_BLOCK_WORDS;
    if (!isEnd) continue;
    blocks.push({ from, to: at + 1 });
    from = at + 1;
  }
  return blocks;
}

/**
 * The runs of blocks that are judged, as indices of their first and behind their last block: each with the one after it, so that an attack of a sentence
 * or two is not lost in a long text, and from every other one on as many as make a long window.
 * @public
 */
export function windowsOf(blocks: readonly Stretch[]): Stretch[] {
  const windows: Stretch[] = [];
  let to = 0;
  for (let from = 0; from < blocks.length; from += 1) {
    windows.push({ from, to: Math.min(blocks.length, from + 2) });
    const begin = (blocks[from] as Stretch).from;
    while (to < blocks.length && (blocks[to] as Stretch).to - begin <= LONG_WINDOW_WORDS) to += 1;
    const isWorth = from % 2 === 0 && to > from + 2;
    if (isWorth) windows.push({ from, to });
    if (to === blocks.length && isWorth) {
      for (let rest = from + 1; rest < blocks.length; rest += 1) windows.push({ from: rest, to: Math.min(blocks.length, rest + 2) });
      break;
    }
  }
  return windows;
}

/** The features of a block, each once: what is said again and again is not said louder. @public */
export function featuresOf(tokens: readonly Token[], { from, to }: Stretch): Set<number> {
  const features = new Set<number>();
  for (let at = from; at < to; at += 1) featuresAt(tokens, at, (bucket) => features.add(bucket));
  return features;
}

/** Weights of the buckets of `features.ts`. */
export interface LinearModel {
  weights: ArrayLike<number>;
  bias: number;
}

/** A stretch of a text, and what the weights of its features come to. */
export interface ScoredWindow {
  logit: number;
  start: number;
  end: number;
}

/** The window of a text that scores highest; undefined for a text without words. */
export function highestWindow(text: string, { weights, bias }: LinearModel): ScoredWindow | undefined {
  const tokens = tokensOf(text);
  const blocks = blocksOf(tokens, text);
  // Sums up to each block: a window is the difference of two.
  const sums = new Float64Array(blocks.length + 1);
  const counts = new Float64Array(blocks.length + 1);
  let sum = 0;
  let count = 0;
  for (const [index, { from, to }] of blocks.entries()) {
    for (const bucket of featuresOf(tokens, { from, to })) {
      sum += weights[bucket] as number;
      count += 1;
    }
    sums[index + 1] = sum;
    counts[index + 1] = count;
  }
  let highest: ScoredWindow | undefined;
  for (const { from, to } of windowsOf(blocks)) {
    const logit = bias + (at(sums, to) - at(sums, from)) / Math.sqrt(at(counts, to) - at(counts, from) + FEW_FEATURES);
    if (highest !== undefined && logit <= highest.logit) continue;
    const [first, last] = [tokens[(blocks[from] as Stretch).from], tokens[(blocks[to - 1] as Stretch).to - 1]];
    highest = { logit, start: (first as Token).start, end: (last as Token).end };
  }
  return highest;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
