import { featuresOf, WORD_BUCKETS, type Stretch } from './features';
import { tokensOf, type Token } from './tokens';

/** Words of a block at most: a block is a sentence, or a part of a long one. */
const MOST_BLOCK_WORDS = 40;
/** Words of the long windows: stories that lead a model on are told in many sentences. */
const LONG_WINDOW_WORDS = 120;
/** Features, of words and of concepts, below which a window says little: a single word must not decide. @public */
export const FEW_WORD_FEATURES = 40;
/** @public */
export const FEW_CONCEPT_FEATURES = 10;
/** What ends a sentence. */
const SENTENCE_END = /^[.!?。！？…;]$/u;

/** The sentences of a text, long ones in parts. @public */
export function blocksOf(tokens: readonly Token[], text: string): Stretch[] {
  const blocks: Stretch[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const { word, end } = tokens[at]!;
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
 * The runs of blocks that are judged, as indices of their first and behind their last block: each alone and with the one after it, so that an attack of
 * a sentence or two is not lost in a long text, and from every other one on as many as make a long window.
 * @public
 */
export function windowsOf(blocks: readonly Stretch[]): Stretch[] {
  const windows: Stretch[] = [];
  let to = 0;
  let isLast = false;
  for (let from = 0; from < blocks.length; from += 1) {
    windows.push({ from, to: from + 1 });
    if (from + 1 < blocks.length) windows.push({ from, to: from + 2 });
    if (isLast) continue;
    const begin = blocks[from]!.from;
    while (to < blocks.length && blocks[to]!.to - begin <= LONG_WINDOW_WORDS) to += 1;
    if (from % 2 === 1 || to <= from + 2) continue;
    windows.push({ from, to });
    isLast = to === blocks.length;
  }
  return windows;
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
  const words = new Sums(blocks.length);
  const concepts = new Sums(blocks.length);
  for (const [index, block] of blocks.entries()) {
    words.carry(index);
    concepts.carry(index);
    for (const bucket of featuresOf(tokens, block)) (bucket < WORD_BUCKETS ? words : concepts).add(index, weights[bucket]!);
  }
  let highest: ScoredWindow | undefined;
  for (const { from, to } of windowsOf(blocks)) {
    const logit = bias + words.mean(from, to, FEW_WORD_FEATURES) + concepts.mean(from, to, FEW_CONCEPT_FEATURES);
    if (highest !== undefined && logit <= highest.logit) continue;
    highest = { logit, start: tokens[blocks[from]!.from]!.start, end: tokens[blocks[to - 1]!.to - 1]!.end };
  }
  return highest;
}

/** Sums and counts of features up to each block. */
class Sums {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(blocks: number) {
    this.sums = new Float64Array(blocks + 1);
    this.counts = new Float64Array(blocks + 1);
  }

  carry(block: number): void {
    this.sums[block + 1] = this.sums[block]!;
    this.counts[block + 1] = this.counts[block]!;
  }

  add(block: number, weight: number): void {
    this.sums[block + 1]! += weight;
    this.counts[block + 1]! += 1;
  }

  /** The sum over some blocks, for its number of features; `few` keeps small ones down. */
  mean(from: number, to: number, few: number): number {
    return (this.sums[to]! - this.sums[from]!) / Math.sqrt(this.counts[to]! - this.counts[from]! + few);
  }
}
