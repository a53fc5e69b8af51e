import { distinctOf } from './distinct-texts';
import { Filling, type PackBudget } from './filling';
import type { ScoredMemory } from './latest';
import type { PackEntry } from './pack-entry';
import type { PackLayout } from './pack-layout';

/** How many memories that were found a pack does not show, and why. */
export interface OmittedMemories {
  duplicates: number;
  superseded: number;
  overBudget: number;
}

/** What an agent or a client is given of a memory: entries in the order of the text. */
export class ContextPack {
  constructor(
    readonly entries: readonly PackEntry[],
    readonly omitted: OmittedMemories,
    private readonly layout: PackLayout,
  ) {}

  /** The text for a prompt, what is untrusted fenced under `mark`; '' when there is nothing to say. */
  textWith(mark: string): string {
    return this.layout.textOf(this.entries, mark);
  }
}

/**
 * The best of `ranked` (best first, superseded ones left out) that the budget holds: near duplicates left out, long ones cut. The text of
 * the pack under the mark of the budget never takes more than `maxTokens` by its `count`.
 */
export function packMemories(ranked: readonly ScoredMemory[], superseded: number, budget: PackBudget): ContextPack {
  const { distinct, duplicates } = distinctOf(ranked);
  const filling = new Filling(budget);
  for (const [at, scored] of distinct.entries()) filling.add(scored, at === distinct.length - 1);
  filling.useWhatIsLeft();
  const entries = filling.withinBudget();
  return new ContextPack(entries, { duplicates, superseded, overBudget: distinct.length - entries.length }, filling.layout);
}
