import { base64Of, hash32, mix32 } from './hash';
import { cut, MAX_TERM_LENGTH, type Vocabulary } from './vocabulary';

/** Different terms kept of one text; of a longer one those that come first. */
const MAX_TERMS = 4_096;

/** Gathers the terms of one text in the order in which they first occur. */
export class TermCollector {
  readonly terms = new Map<string, number>();
  /** Terms kept, repetitions included. */
  length = 0;
  /** Whether every term found room. */
  complete = true;
  private guard = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** The telling words that were met, in their order: six characters, or none when there was none. */
  get guards(): string {
    return this.guard === 0 ? '' : base64Of(this.guard, 6);
  }

  /** A folded word: kept as its stem unless it is a stop word. */
  addWord(word: string): void {
    const { term, guard } = this.vocabulary.wordOf(word.length > MAX_TERM_LENGTH ? cut(word) : word);
    if (guard !== 0) this.addGuard(guard);
    if (term !== '') this.add(term);
  }

  /** Whether `word` is left out of the index, and notes that it was there. */
  skipStopWord(word: string): boolean {
    const { term, guard } = this.vocabulary.wordOf(word);
    if (term !== '') return false;
    if (guard !== 0) this.addGuard(guard);
    return true;
  }

  /** The stem of a word that is no stop word even when it is spelt like one (`u.s.`). */
  addWhole(word: string): void {
    this.add(this.vocabulary.wordOf(word).term || word);
  }

  /** A term as it is, of at most {@link MAX_TERM_LENGTH} units. */
  add(term: string): void {
    const count = this.terms.get(term);
    if (count === undefined && this.terms.size >= MAX_TERMS) {
      this.complete = false;
      return;
    }
    this.terms.set(term, count === undefined ? 1 : count + 1);
    this.length++;
  }

  /** Notes a sign or number that must stand in both of two near duplicates. */
  addTelling(text: string): void {
    this.addGuard(hash32(text));
  }

  private addGuard(hash: number): void {
    this.guard = mix32(Math.imul(this.guard, 31) ^ hash) || 1;
  }
}
