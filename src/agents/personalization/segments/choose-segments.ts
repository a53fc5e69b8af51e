import type { CampaignFigures } from '../../analytics/analyse-campaign';
import type { Breakdown, BreakdownLevel } from '../../analytics/analytics-output';
import { SIGNIFICANCE } from '../../analytics/breakdowns';
import { leadingArm } from '../../analytics/findings';
import { METRIC_WORDS, wordsOf } from '../../analytics/metric-words';
import { EvidenceBook } from '../../numbers/evidence-book';
import type { Evidence } from '../../agent';
import { newSegmentId, type PersonalizationOutput, type Segment } from './segment';

/** Segments kept at most, the largest first: each becomes a piece of its own to write. */
const MOST_SEGMENTS = 12;

/** The chosen segments and what the choice stands on. */
export interface SegmentChoice extends PersonalizationOutput {
  dimension: string;
  /** Whether the dimension changes which treatment is best, beyond chance. */
  differs: boolean;
  /** Levels left out because there were too many. */
  dropped: string[];
  evidence: Evidence[];
}

/**
 * Segments by the dimension with the strongest heterogeneity. Each level gets the arm that is reliably best in it; where
 * none is, the overall winner, unless the dimension reliably changes which arm is ahead: then the overall lead says
 * nothing about this level, and the arm that was ahead in it is taken. Undefined when the figures have no dimension.
 */
export function chooseSegments(figures: CampaignFigures): SegmentChoice | undefined {
  const usable = figures.breakdowns.filter(({ levels }) => levels.length > 0);
  const [chosen] = usable.toSorted((a, b) => a.heterogeneity.p_value - b.heterogeneity.p_value || b.heterogeneity.q - a.heterogeneity.q);
  if (chosen === undefined) return undefined;
  const winner = leadingArm(figures, chosen.metric);
  const differs = chosen.heterogeneity.p_adjusted < SIGNIFICANCE;
  const book = new EvidenceBook();
  const taken = new Set<string>();
  const bySize = chosen.levels.toSorted((a, b) => b.customers - a.customers);
  const kept = chosen.levels.filter((level) => bySize.indexOf(level) < MOST_SEGMENTS);
  const segments = kept.map((level) => segmentOf(chosen, level, differs ? undefined : winner, figures.control, taken, book));
  return {
    dimension: chosen.dimension,
    segments,
    rationale: rationaleOf(chosen, winner, differs, book),
    differs,
    dropped: bySize.slice(MOST_SEGMENTS).map(({ level }) => level),
    evidence: book.all(),
  };
}

/** `fallback` is what a level without a reliably best arm gets; undefined: the arm that was ahead in it. */
function segmentOf(
  { dimension, metric }: Breakdown,
  level: BreakdownLevel,
  fallback: string | undefined,
  control: string | null,
  taken: Set<string>,
  book: EvidenceBook,
): Segment {
  const tested = level.arms.some(({ arm }) => arm === fallback);
  const treatment = level.best_is_significant || fallback === undefined || !tested ? level.best_arm : fallback;
  const lift = level.lifts.find(({ arm }) => arm === treatment);
  const id = newSegmentId(`${dimension} ${level.level}`, taken);
  book.put(`segment.${id}.lead`, `${METRIC_WORDS[metric].name} of ${level.best_arm} less that of ${level.runner_up}`, level.difference);
  book.put(`segment.${id}.p_adjusted`, `p-value of that lead, adjusted by Holm`, level.p_adjusted);
  const reason = book.finding((cite) => {
    const ahead = () =>
      `by ${METRIC_WORDS[metric].name}, ${cite(`segment.${id}.lead`, METRIC_WORDS[metric].difference)} ahead of ` +
      `${level.runner_up} (adjusted p ${cite(`segment.${id}.p_adjusted`, 'p')})`;
    if (level.best_is_significant) return `${treatment} is best here ${ahead()}.`;
    if (treatment !== level.best_arm) return `No arm is reliably best here, so the overall winner ${treatment} is sent.`;
    return `${treatment} did best here ${ahead()}: not reliably, but the overall lead does not carry over to this group.`;
  });
  return {
    id,
    audience: `Customers with ${wordsOf(dimension)}: ${level.level}`,
    dimension,
    level: level.level,
    customers: level.customers,
    treatment,
    send: treatment !== control,
    reason: reason.sentence,
    expected: lift === undefined ? null : { metric, difference: lift.difference, low: lift.low, high: lift.high },
  };
}

function rationaleOf({ dimension, heterogeneity }: Breakdown, winner: string, differs: boolean, book: EvidenceBook): string {
  book.put('dimension.p_adjusted', `Cochran's Q test over ${wordsOf(dimension)}, adjusted by Holm`, heterogeneity.p_adjusted);
  return book.finding((cite) => {
    const p = `(adjusted p ${cite('dimension.p_adjusted', 'p')})`;
    return differs
      ? `${capitalised(wordsOf(dimension))} changes most which e-mail works ${p}; where no arm is reliably best, the one that was ahead is sent.`
      : `Of all dimensions ${wordsOf(dimension)} comes closest to changing which e-mail works, but not reliably ${p}; ${winner} is the overall winner, and segments serve the wording.`;
  }).sentence;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
