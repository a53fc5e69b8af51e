import { viewsOf } from '../../../text';
import { tokensOf, type Token } from './tokens';
import { CONCEPTS, type Concept, VOCABULARIES } from './vocabulary';

/** A word that is about something attacks are about. */
export interface Hit {
  /** Index in `CONCEPTS`. */
  concept: number;
  /** Index of the first token. */
  at: number;
}

/** A place in the tree of entries: what ends here, and where the next word leads. */
interface Place {
  concepts: number[];
  words: Map<string, Place>;
  /** Entries that end with `*`, by their first two characters, longest first. */
  beginnings: Map<string, { beginning: string; place: Place }[]>;
}

const ROOT = placesOf();

/** The words that are about something known, in the order of the text; of entries that begin at the same word only the longest counts. */
export function conceptsIn(tokens: readonly Token[], from: number, to: number): Hit[] {
  const hits: Hit[] = [];
  for (let at = from; at < to; at += 1) {
    for (const concept of longestAt(tokens, at, to)) hits.push({ concept, at });
  }
  return hits;
}

function longestAt(tokens: readonly Token[], at: number, to: number): readonly number[] {
  let found: readonly number[] = [];
  let place = ROOT;
  for (let next = at; next < to; next += 1) {
    const { word } = tokens[next] as Token;
    const beginning = beginningOf(place, word);
    const exact = place.words.get(word);
    if (exact === undefined) return beginning === undefined ? found : beginning.concepts;
    if (exact.concepts.length > 0) found = exact.concepts;
    else if (beginning !== undefined) found = beginning.concepts;
    place = exact;
  }
  return found;
}

function beginningOf({ beginnings }: Place, word: string): Place | undefined {
  if (beginnings.size === 0) return undefined;
  return beginnings.get(word.slice(0, 2))?.find(({ beginning }) => word.startsWith(beginning))?.place;
}

function placesOf(): Place {
  const root = emptyPlace();
  for (const vocabulary of VOCABULARIES) {
    for (const [concept, entries] of Object.entries(vocabulary)) {
      for (const entry of entries.split(',')) learn(root, entry.trim(), CONCEPTS.indexOf(concept as Concept));
    }
  }
  return root;
}

/** Entries are read as texts are: without accents, in lower case. */
function learn(root: Place, entry: string, concept: number): void {
  const isBeginning = entry.endsWith('*');
  const views = viewsOf(isBeginning ? entry.slice(0, -1) : entry);
  const words = tokensOf((views.find(({ name }) => name === 'normal') ?? views[0])?.text ?? '').map(({ word }) => word);
  const last = words.pop();
  if (last === undefined) throw new Error(`an entry of the vocabulary without words: "${entry}"`);
  const place = words.reduce((at, word) => childOf(at, word), root);
  const target = isBeginning ? beginningAt(place, last) : childOf(place, last);
  if (!target.concepts.includes(concept)) target.concepts.push(concept);
}

function childOf(place: Place, word: string): Place {
  const known = place.words.get(word);
  if (known !== undefined) return known;
  const made = emptyPlace();
  place.words.set(word, made);
  return made;
}

function beginningAt({ beginnings }: Place, beginning: string): Place {
  const key = beginning.slice(0, 2);
  const all = beginnings.get(key) ?? [];
  const known = all.find((one) => one.beginning === beginning);
  if (known !== undefined) return known.place;
  const made = emptyPlace();
  beginnings.set(
    key,
    [...all, { beginning, place: made }].sort((a, b) => b.beginning.length - a.beginning.length),
  );
  return made;
}

function emptyPlace(): Place {
  return { concepts: [], words: new Map(), beginnings: new Map() };
}
