import { createHash } from 'node:crypto';
import type { Memory } from '../memory';
import { analysing, type Analysis } from '../text/analyse';
import { isLiteral } from '../text/literal';
import { isLanguage, type Language } from '../text/language';
import { nearSignature } from '../text/near-duplicate';
import { normalised } from '../text/normalised';
import type { Steps } from '../text/steps';
import { asksSomething, tellsTime } from '../text/tells-time';
import type { IndexedText } from './memory-index.store';

/** A word of the actor's name counts like two of the text: the field weight of the recipe in docs/memory.md. */
const ACTOR_WEIGHT = 2;
const MAX_FREQUENCY = 255;
const MAX_LENGTH = 65_535;

/** UTF-16 units up to which a text is the same whatever its case and white space; a longer one is the same when it is equal. */
const MAX_NORMALISED_LENGTH = 65_536;
/** UTF-16 units that are hashed in one go: 3 ms. */
const HASHED_LENGTH = 1_048_576;

/** What a memory is found by: its content, its caption and its actor. In steps, since a content of 10 MiB takes 200 ms. */
export function* indexing(memory: Pick<Memory, 'type' | 'content' | 'metadata' | 'sessionId'>): Steps<IndexedText> {
  const { content, metadata } = memory;
  const language = languageOf(metadata);
  const said = yield* analysing(content, language);
  const weights = new Map(said.terms);
  let { length } = said;
  const caption = textOf(metadata, 'caption');
  if (caption !== '') length += addTo(weights, (yield* analysing(caption, language)).terms, 1);
  const actor = actorOf(metadata);
  if (actor !== '') addTo(weights, (yield* analysing(actor, language)).terms, ACTOR_WEIGHT);
  const terms = [...weights.keys()];
  const frequencies = Buffer.allocUnsafe(terms.length);
  let at = 0;
  for (const weight of weights.values()) frequencies[at++] = Math.min(weight, MAX_FREQUENCY);
  const scope = scopeOf(memory, actor);
  const isExact = content.length > MAX_NORMALISED_LENGTH || isLiteral(content);
  const digest = yield* digesting(`${scope}\n${caption}`, isExact ? content : normalised(content));
  return {
    length: Math.min(length, MAX_LENGTH),
    digest,
    bands: isExact ? [] : bandsOf(said, scope, caption),
    guards: said.guards,
    terms,
    frequencies,
    asks: asksSomething(content),
    tellsTime: tellsTime(content, language),
  };
}

/** Whether `indexing` makes the same of two versions of a memory. */
export function isFoundAlike(one: Memory, other: Memory): boolean {
  const isSame = (name: string) => textOf(one.metadata, name) === textOf(other.metadata, name);
  return (
    one.content === other.content &&
    actorOf(one.metadata) === actorOf(other.metadata) &&
    languageOf(one.metadata) === languageOf(other.metadata) &&
    isSame('caption')
  );
}

function* digesting(scope: string, form: string): Steps<string> {
  const hash = createHash('sha256').update(`${scope}\n`);
  for (let from = 0; from < form.length; from += HASHED_LENGTH) {
    // Not as UTF-8, which has one character for all lone halves of characters: two texts may differ in them alone.
    hash.update(form.slice(from, from + HASHED_LENGTH), 'utf16le');
    yield;
  }
  return hash.digest('base64url').slice(0, 22);
}

/** Who said it, as `metadata.actor` names them; '' for nobody. */
export function actorOf(metadata: Record<string, unknown>): string {
  return textOf(metadata, 'actor').trim().toLowerCase().slice(0, 128);
}

/** The language that `metadata.language` names, if there is a stemmer for it. */
export function languageOf({ language }: Record<string, unknown>): Language | undefined {
  return isLanguage(language) ? language : undefined;
}

/** Only within one type, session and actor are two texts one memory. */
function scopeOf({ type, sessionId = '' }: Pick<Memory, 'type' | 'sessionId'>, actor: string): string {
  return `${type}\n${sessionId}\n${actor}`;
}

/** What is said with a picture is never nearly the same as something else. */
function bandsOf(said: Analysis, scope: string, caption: string): readonly string[] {
  const bands = caption === '' ? nearSignature(said) : undefined;
  if (bands === undefined) return [];
  const place = createHash('sha256').update(scope).digest('base64url').slice(0, 6);
  return bands.map((band) => band + place);
}

function addTo(weights: Map<string, number>, terms: ReadonlyMap<string, number>, weight: number): number {
  let length = 0;
  for (const [term, frequency] of terms) {
    weights.set(term, (weights.get(term) ?? 0) + frequency * weight);
    length += frequency;
  }
  return length;
}

function textOf(metadata: Record<string, unknown>, field: string): string {
  const value = metadata[field];
  return typeof value === 'string' ? value : '';
}
