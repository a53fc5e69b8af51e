import { firstNotBefore, type Reading } from './reading';

/** One class of a sequence, and what may stand between the one before and this one. */
export interface SequenceStep {
  id: number;
  /** The most words between. */
  gap: number;
  /** No word of the class of breakers (prepositions, conjunctions) between. */
  tight: boolean;
}

/** Word numbers of a match, the end exclusive; `last` is where its last step begins. */
export type Span = [from: number, to: number, last: number];

/**
 * `make 5! bomb` as steps; `kill <5> person` as the steps of either order.
 * @throws Error where a class is unknown: a rule that cannot match is a mistake.
 */
export function sequencesOf(find: string, classes: ReadonlyMap<string, number>): SequenceStep[][] {
  const parts = find.split(/\s+/);
  const step = (name: string | undefined, gap: string): SequenceStep => {
    const id = classes.get(name ?? '');
    if (id === undefined) throw new Error(`"${find}" names no class of words: ${name}`);
    return { id, gap: Number.parseInt(gap.replace(/\D/g, ''), 10), tight: gap.includes('!') };
  };
  const forth = [step(parts[0], '0')];
  for (let at = 1; at < parts.length; at += 2) forth.push(step(parts[at + 1], parts[at] as string));
  if (!find.includes('<')) return [forth];
  return [forth, [step(parts[2], '0'), step(parts[0], parts[1] as string)]];
}

/** All places where the steps follow each other in one sentence, each step at the nearest place: linear in the hits but for a logarithm. */
export function* sequenceSpans(reading: Reading, steps: readonly SequenceStep[], breaker: number): Generator<Span> {
  const first = reading.of(steps[0]?.id as number);
  if (first === undefined || steps.some(({ id }) => reading.of(id) === undefined)) return;
  for (let at = 0; at < first.from.length; at += 1) {
    const from = first.from[at] as number;
    const end = endOf(reading, steps, [from, first.to[at] as number, from], breaker);
    if (end !== undefined) yield end;
  }
}

function endOf(reading: Reading, steps: readonly SequenceStep[], first: Span, breaker: number): Span | undefined {
  const { sentences } = reading.tokens;
  const [start] = first;
  let [, to, last] = first;
  for (let n = 1; n < steps.length; n += 1) {
    const { id, gap, tight } = steps[n] as SequenceStep;
    const hits = reading.of(id);
    if (hits === undefined) return undefined;
    const next = firstNotBefore(hits.from, to);
    const from = hits.from[next];
    if (from === undefined || from - to > gap || sentences[from] !== sentences[start]) return undefined;
    if (tight && reading.within(breaker, to, from)) return undefined;
    last = from;
    to = hits.to[next] as number;
  }
  return [start, to, last];
}
