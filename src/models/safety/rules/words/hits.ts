import type { Lexicon, LexiconNode } from './lexicon';
import type { Tokens } from './tokens';

/** Where the words of one class stand: word numbers, the end exclusive, sorted by where they begin. */
export interface Hits {
  from: number[];
  to: number[];
}

/** The class whose phrases mean no harm: what it covers belongs to no other class ("kill the lights", "bath bomb"). */
export const HARMLESS = 'harmless';
/** A word after which a request may begin in the middle of a sentence. */
const BEFORE_REQUEST = new Set([
  'please',
  'you',
  'to',
  'and',
  'then',
  'now',
  'me',
  'kindly',
  'must',
  'should',
  'ok',
  'okay',
  'hey',
  'hi',
  'hello',
]);

/** The hits of each class, by its number; undefined where there are none. One pass: each word is looked up once a phrase that it may belong to. */
export function hitsOf(tokens: Tokens, lexicon: Lexicon): (Hits | undefined)[] {
  const found: (Hits | undefined)[] = new Array<Hits | undefined>(lexicon.classes.size);
  const harmless = lexicon.classes.get(HARMLESS);
  const own = owners(lexicon);
  const { words, sentences } = tokens;
  const ends: number[] = [];
  const classes: number[][] = [];
  for (let at = 0; at < words.length;) {
    ends.length = classes.length = 0;
    let node: LexiconNode | undefined = lexicon.root.get(words[at] as string);
    for (let to = at + 1; node !== undefined; to += 1) {
      if (node.classes !== undefined) add(node.classes, to);
      if (node.opening !== undefined && mayOpen(tokens, at)) add(node.opening, to);
      node = to < words.length && sentences[to] === sentences[at] ? node.next?.get(words[to] as string) : undefined;
    }
    const longest = classes[classes.length - 1];
    if (longest !== undefined && harmless !== undefined && longest.includes(harmless)) {
      note(harmless, at, ends[ends.length - 1] as number);
      at = ends[ends.length - 1] as number;
      continue;
    }
    for (let n = 0; n < classes.length; n += 1) {
      for (const id of classes[n] as number[]) note(owned(id, ends[n] as number), at, ends[n] as number);
    }
    at += 1;
  }
  return found;

  function add(ids: number[], to: number): void {
    classes.push(ids);
    ends.push(to);
  }
  /** What stands before `'s` owns something: it counts for the class of owners, if there is one. */
  function owned(id: number, to: number): number {
    return words[to] === "'s" ? (own.get(id) ?? id) : id;
  }
  function note(id: number, from: number, to: number): void {
    const hits = (found[id] ??= { from: [], to: [] });
    hits.from.push(from);
    hits.to.push(to);
  }
}

function mayOpen({ words, sentences }: Tokens, at: number): boolean {
  return at === 0 || sentences[at - 1] !== sentences[at] || BEFORE_REQUEST.has(words[at - 1] as string);
}

/** Class number → number of its class of owners (`person` → `person's`). */
function owners({ classes }: Lexicon): Map<number, number> {
  const pairs = [...classes].map(([name, id]) => [id, classes.get(`${name}'s`)] as const);
  return new Map(pairs.filter((pair): pair is [number, number] => pair[1] !== undefined));
}
