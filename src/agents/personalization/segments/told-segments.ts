import type { EvidenceBook } from '../../numbers/evidence-book';
import type { Group, Grouping } from './grouping';
import { EVERYONE_ELSE } from './rules/everyone-else';
import { newSegmentId } from './segment';
import type { PeopleSegment } from './segments-output';

/** Segments kept at most: each becomes a piece of its own to write. */
const MOST_SEGMENTS = 12;
/** Of fewer people nothing is told but how many they are: a median of one is the value of one. */
const FEWEST_TOLD = 5;

/** The segments to tell of, and in which of them each group went. */
export interface ToldSegments {
  segments: PeopleSegment[];
  /** By group, the id of its segment. */
  idOf: string[];
  /** Names of groups that were too small to be segments of their own. */
  merged: string[];
}

/**
 * The segments of a grouping with their figures, which go into the book. Groups of nobody are left out, but for those that rules name; of too many groups the
 * smallest become `everyone else`.
 */
export function toldSegments({ method, groups, labels }: Grouping, book: EvidenceBook): ToldSegments {
  const sizes = groups.map(() => 0);
  for (const label of labels) sizes[label]! += 1;
  book.put('people', 'People who were segmented', labels.length);
  const wanted = groups.flatMap((group, at) => (sizes[at]! > 0 || (method === 'rules' && group.isRest !== true) ? [{ group, at }] : []));
  const bySize = wanted.toSorted((a, b) => sizes[b.at]! - sizes[a.at]!);
  const isRest = ({ group }: { group: Group }) => group.isRest === true;
  const small = wanted.length > MOST_SEGMENTS ? bySize.filter((one) => !isRest(one)).slice(MOST_SEGMENTS - 1) : [];
  const kept = wanted.filter((one) => !small.includes(one) && !isRest(one));
  const restSize = [...small, ...wanted.filter(isRest)].reduce((sum, { at }) => sum + sizes[at]!, 0);
  const taken = new Set<string>();
  const idOf = groups.map(() => '');
  const segments = kept.map(({ group, at }) => {
    const segment = toldSegment(method, group, sizes[at]!, labels.length, taken, book);
    idOf[at] = segment.id;
    return segment;
  });
  if (restSize > 0) {
    const reason = small.length > 0 ? 'No rule fits them, or one that fits too few.' : 'No rule fits them.';
    const group = { ...EVERYONE_ELSE, figures: [], profile: [], reason: () => reason };
    const rest = toldSegment(method, group, restSize, labels.length, taken, book);
    segments.push(rest);
    for (const [at, id] of idOf.entries()) if (id === '') idOf[at] = rest.id;
  }
  return { segments, idOf, merged: small.map(({ group }) => group.name) };
}

function toldSegment(
  method: string,
  group: Group,
  customers: number,
  people: number,
  taken: Set<string>,
  book: EvidenceBook,
): PeopleSegment {
  const { name, audience, treatment, figures, profile, reason } = group;
  const id = newSegmentId(name, taken);
  const share = customers / people;
  book.put(`segment.${id}.customers`, `People in the segment ${name}`, customers);
  book.put(`segment.${id}.share`, `Share of all people in the segment ${name}`, share);
  const isTold = customers >= FEWEST_TOLD;
  if (isTold) for (const figure of figures) book.put(`segment.${id}.${figure.name}`, figure.statement, figure.value);
  const whyThem =
    isTold || figures.length === 0
      ? book.finding((cite) => reason((figure, unit) => cite(`segment.${id}.${figure}`, unit))).sentence
      : TOO_FEW;
  return {
    ...{ id, audience, dimension: method, level: name, customers, share, treatment, send: customers > 0 },
    reason: customers > 0 ? whyThem : 'Nobody is in it.',
    expected: null,
    profile: isTold ? profile : [],
  };
}

const TOO_FEW = 'They are too few to tell more of them.';
