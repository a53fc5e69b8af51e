import { actorOf, languageOf } from '../index/indexed-text';
import type { Memory } from '../memory';
import { analyse } from '../text/analyse';
import { isNearDuplicate, type NearText } from '../text/near-duplicate';
import { normalised } from '../text/normalised';
import type { ScoredMemory } from './latest';
import { saidIn } from './said-in';

/** UTF-16 units up to which texts are compared by their words; longer ones are one only when they are equal. */
const MAX_COMPARED_LENGTH = 2_048;

/**
 * Memories with those left out that say what a better one says. The index has merged what is one within its type and session; here the same
 * words of the same actor are one in whatever session and of whatever type. What nobody vouches for gives its place to the same text that
 * somebody vouches for.
 */
export function distinctOf(ranked: readonly ScoredMemory[]): { distinct: ScoredMemory[]; duplicates: number } {
  const distinct: ScoredMemory[] = [];
  const texts = new DistinctTexts();
  for (const { memory, score } of ranked) {
    const place = texts.placeOf(memory, distinct.length);
    const before = place === undefined ? undefined : distinct[place];
    if (before === undefined) distinct.push({ memory, score });
    else if (before.memory.trust === 'untrusted' && memory.trust === 'trusted') before.memory = memory;
  }
  return { distinct, duplicates: ranked.length - distinct.length };
}

class DistinctTexts {
  private readonly equal = new Map<string, number>();
  private readonly near = new Map<string, { text: NearText; at: number }[]>();

  /** The place of what says the same as `memory`; undefined, and `at` becomes its place, where nothing does. */
  placeOf(memory: Memory, at: number): number | undefined {
    const said = saidIn(memory);
    const actor = actorOf(memory.metadata);
    const isCompared = said.length <= MAX_COMPARED_LENGTH;
    const key = `${actor}\n${isCompared ? normalised(said) : said}`;
    const same = this.equal.get(key);
    if (same !== undefined) return same;
    const text = isCompared ? nearTextOf(memory, said) : undefined;
    const others = this.near.get(actor) ?? [];
    const near = text && others.find((other) => isNearDuplicate(text, other.text));
    if (near !== undefined) return near.at;
    this.equal.set(key, at);
    if (text !== undefined) others.push({ text, at });
    this.near.set(actor, others);
    return undefined;
  }
}

function nearTextOf({ metadata }: Memory, said: string): NearText | undefined {
  const { terms, guards, complete } = analyse(said, languageOf(metadata));
  return complete ? { terms: [...terms.keys()], guards } : undefined;
}
