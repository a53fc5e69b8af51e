import { withoutMarks, type CountTokens } from '../../models';
import { cutToFit, UNITS_PER_TOKEN } from './cut-to-fit';
import type { ScoredMemory } from './latest';
import { lineOf, type PackEntry } from './pack-entry';
import { PackLayout } from './pack-layout';
import { readable } from './readable';
import { saidIn } from './said-in';

/** Bounds of a pack and how they are kept. */
export interface PackBudget {
  maxTokens: number;
  count: CountTokens;
  /** The mark of the fence, as `newFenceMark` makes it. */
  mark: string;
}

/** No memory takes more than this share of the budget from those behind it, but this many tokens it may have. */
const LARGEST_SHARE = 0.5;
const SHARE_AT_LEAST = 256;
/** Tokens with which nothing worth a line can be said. */
const LEAST_LEFT = 8;

/** UTF-16 units that are made readable for each token there is room for: white space and what nobody sees may be three in four. */
const SEEN_UNITS_PER_TOKEN = 4 * UNITS_PER_TOKEN;

/** A pack while memories are put into it, the best first. */
export class Filling {
  readonly layout = new PackLayout();
  private readonly kept: PackEntry[] = [];
  private left: number;

  constructor(private readonly budget: PackBudget) {
    this.left = budget.maxTokens;
  }

  /** Takes a memory in, as a whole or cut, where there is room. */
  add({ memory, score }: ScoredMemory, isLast: boolean): void {
    if (this.left < LEAST_LEFT) return;
    const { maxTokens, count, mark } = this.budget;
    const opening = this.layout.openingTokens(memory, mark, count);
    const share = isLast ? maxTokens : Math.max(SHARE_AT_LEAST, Math.floor(maxTokens * LARGEST_SHARE));
    const entry = this.fitted({ memory, score }, Math.min(this.left - opening, share));
    if (entry === undefined) return;
    this.left -= opening + entry.tokens;
    this.layout.open(memory);
    this.kept.push(entry);
  }

  /** The best of those that were cut for the sake of others gets what they have left over. */
  useWhatIsLeft(): void {
    const at = this.kept.findIndex(({ truncated }) => truncated);
    const cut = this.kept[at];
    const longer = cut && this.fitted(cut, cut.tokens + this.left);
    if (longer === undefined) return;
    this.left -= longer.tokens - cut!.tokens;
    this.kept[at] = longer;
  }

  /**
   * What was kept, in the order of the text. The tokens of a whole may be a few more than those of its parts: then the longest gives them up,
   * or the last goes.
   */
  withinBudget(): PackEntry[] {
    const { maxTokens, count, mark } = this.budget;
    for (;;) {
      const entries = this.layout.inOrder(this.kept);
      const excess = count(this.layout.textOf(entries, mark)) - maxTokens;
      if (excess <= 0) return entries;
      const longest = this.kept.reduce((one, other) => (other.tokens > one.tokens ? other : one));
      const shorter = this.fitted(longest, longest.tokens - excess);
      if (shorter === undefined) this.kept.pop();
      else this.kept[this.kept.indexOf(longest)] = shorter;
    }
  }

  private fitted({ memory, score }: ScoredMemory, tokens: number): PackEntry | undefined {
    const { count } = this.budget;
    // Numbers are given at the end; none has more than three digits.
    const frame = count(`${lineOf({ memory, text: '' }, 100)}\n`);
    const room = tokens - frame;
    const said = saidIn(memory);
    const seen = said.slice(0, Math.max(0, room) * SEEN_UNITS_PER_TOKEN);
    const fitted = cutToFit(withoutMarks(readable(seen)), seen.length < said.length, room, count);
    return fitted === undefined
      ? undefined
      : { memory, score, text: fitted.text, truncated: fitted.truncated, tokens: frame + fitted.tokens };
  }
}
