import type { HarmCategory, HarmSeverity } from './harm-match';

interface RuleVerdict {
  rule: string;
  severity: HarmSeverity;
  /** 0–1, of a match. */
  score: number;
  /** Word classes of which none may stand in the same sentence within some words of the match. */
  unless?: readonly string[];
  /** The sentence has to ask for something ("how to…", "write a…") before the match ends; without, the score is `unasked`. */
  asked?: boolean;
  /** The score without a request; 0 (the default) is no match. */
  unasked?: number;
  /** Matches in spite of words of protection before it ("prevent", "report", "history of"). */
  unguarded?: boolean;
}

/**
 * A rule over word classes. `find` lists classes in their order with the most words that may stand between two of them:
 * `make 5 bomb`; `make 5! bomb` allows no preposition or conjunction between; `kill <5> person` takes either order.
 */
export interface SequenceRule extends RuleVerdict {
  find: string;
}

/** A rule that counts: `least` different words of the class `tally` within a window of `within` words. */
export interface TallyRule extends RuleVerdict {
  tally: string;
  least: number;
  within: number;
}

export type HarmRule = SequenceRule | TallyRule;

/**
 * Classes of words: entries parted by commas. `kill+` stands for all forms of the verb, `bomb^` for one and many,
 * `(a|b|)` for either or nothing, and `>write` counts only where a sentence (or a polite request) begins.
 */
export type WordClasses = Readonly<Record<string, string>>;

/** All that is known of one category. */
export interface HarmRules {
  category: HarmCategory;
  words: WordClasses;
  rules: readonly HarmRule[];
}
