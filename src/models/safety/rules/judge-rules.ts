import type { HarmMatch } from './harm-match';
import type { HarmRule, HarmRules } from './harm-rule';
import { HARMLESS } from './words/hits';
import { type Lexicon, lexiconOf } from './words/lexicon';
import { Reading } from './words/reading';
import { type Span, sequenceSpans, type SequenceStep, sequencesOf } from './words/sequence';
import { tallySpans } from './words/tally';
import type { WordClasses } from './harm-rule';

/** Words before a match in which a word of protection ("prevent", "report") speaks for it. */
const GUARD_REACH = 9;
/** Words before the end of a match in which a request ("how to") is looked for. */
const ASK_REACH = 30;
/** Matches of one rule in one text: enough to point at, and a bound on what hostile text costs the caller. */
const MOST_MATCHES = 20;

interface CompiledRule {
  rule: HarmRule;
  category: HarmRules['category'];
  sequences: SequenceStep[][];
  tally?: number;
  unless: number[];
}

/** Rules and their words, made ready once; `judge` is a pure function of the text. */
export class RuleSet {
  private readonly lexicon: Lexicon;
  private readonly compiled: CompiledRule[];
  private readonly ask: number;
  private readonly guard: number;
  private readonly breaker: number;

  /** @throws Error where a rule names an unknown class. */
  constructor(words: readonly WordClasses[], rules: readonly HarmRules[]) {
    this.lexicon = lexiconOf([...words, ...rules.map((rule) => rule.words)]);
    this.compiled = rules.flatMap(({ category, rules: ofCategory }) => ofCategory.map((rule) => this.compile(category, rule)));
    [this.ask, this.guard, this.breaker] = ['ask', 'guard', 'breaker'].map((name) => this.classNamed(name)) as [number, number, number];
    this.classNamed(HARMLESS);
  }

  /** Everything the rules find; positions are UTF-16 indices of `text`. */
  judge(text: string): HarmMatch[] {
    const reading = new Reading(text, this.lexicon);
    return this.compiled.flatMap((rule) => this.matches(reading, rule));
  }

  private matches(reading: Reading, compiled: CompiledRule): HarmMatch[] {
    const { rule, category } = compiled;
    const matches: HarmMatch[] = [];
    for (const [from, to, last] of this.spans(reading, compiled)) {
      const score = this.score(reading, compiled, [from, to, last]);
      if (score === 0) continue;
      const { starts, ends } = reading.tokens;
      const [start, end] = [starts[from] as number, ends[to - 1] as number];
      matches.push({ category, rule: rule.rule, start, end, severity: rule.severity, score });
      if (matches.length === MOST_MATCHES) break;
    }
    return matches;
  }

  private *spans(reading: Reading, { rule, sequences, tally }: CompiledRule): Generator<Span> {
    if ('tally' in rule) yield* tallySpans(reading, tally as number, rule.least, rule.within);
    for (const steps of sequences) yield* sequenceSpans(reading, steps, this.breaker);
  }

  private score(reading: Reading, { rule, unless }: CompiledRule, [from, to, last]: Span): number {
    const [low, high] = reading.around(from, to);
    if (rule.unguarded !== true && reading.within(this.guard, Math.max(low, from - GUARD_REACH), last)) return 0;
    if (unless.some((id) => reading.within(id, low, high))) return 0;
    if (rule.asked !== true) return rule.score;
    return reading.within(this.ask, Math.max(low, from - ASK_REACH), to) ? rule.score : (rule.unasked ?? 0);
  }

  private compile(category: HarmRules['category'], rule: HarmRule): CompiledRule {
    const unless = (rule.unless ?? []).map((name) => this.classNamed(name));
    if ('tally' in rule) return { rule, category, sequences: [], tally: this.classNamed(rule.tally), unless };
    return { rule, category, sequences: sequencesOf(rule.find, this.lexicon.classes), unless };
  }

  private classNamed(name: string): number {
    const id = this.lexicon.classes.get(name);
    if (id === undefined) throw new Error(`No class of words is called "${name}".`);
    return id;
  }
}
