import type { EvidenceBook, Finding } from '../numbers/evidence-book';
import { type Breakdown, type CampaignFigures, type Comparison, type Metric } from './analytics-output';
import { SIGNIFICANCE } from './breakdowns';
import { comparisonId, levelId } from './campaign-evidence';
import { METRIC_WORDS, wordsOf } from './metric-words';

/** All sentences that the figures allow, and those among them that answer first: who won, and for whom that changes. */
export interface CampaignFindings {
  all: Finding[];
  main: [Finding, ...Finding[]];
}

/**
 * Writes the findings, that of the primary metric first and dimensions by strength; every number in them is cited. A comparison of arms answers with
 * all metrics before it comes to customers.
 */
export function findings(figures: CampaignFigures, book: EvidenceBook, armsOnlyFirst = false): CampaignFindings {
  const others = figures.metrics.filter((metric) => metric !== figures.metric).map((metric) => winnerFinding(figures, metric, book));
  const winner = winnerFinding(figures, figures.metric, book);
  const byStrength = figures.breakdowns.toSorted((a, b) => a.heterogeneity.p_value - b.heterogeneity.p_value);
  const dimensions = byStrength.map((breakdown) => ({ verdict: verdictFinding(breakdown, book), levels: levelFindings(breakdown, book) }));
  return {
    all: [
      winner,
      ...others,
      ...dimensions.flatMap(({ verdict, levels }) => [verdict, ...levels]),
      ...liftFindings(byStrength, book),
      ...powerFindings(figures, book),
      splitFinding(figures, book),
    ],
    main: [
      winner,
      ...(armsOnlyFirst ? others : []),
      ...dimensions.slice(0, 1).map(({ verdict }) => verdict),
      ...(armsOnlyFirst ? [] : others),
      ...dimensions.slice(1).map(({ verdict }) => verdict),
    ],
  };
}

/** The arm that is ahead in a metric, whether by chance or not. */
export function leadingArm(figures: CampaignFigures, metric: Metric): string {
  return figures.arms.reduce((best, arm) => (arm[metric]!.value > best[metric]!.value ? arm : best)).arm;
}

function winnerFinding(figures: CampaignFigures, metric: Metric, book: EvidenceBook): Finding {
  const { name, value, difference } = METRIC_WORDS[metric];
  const leader = leadingArm(figures, metric);
  const rivals = figures.comparisons.filter((one) => one.metric === metric && (one.arm === leader || one.against === leader));
  return book.finding((cite) => {
    const against = rivals.map((one) => {
      const id = comparisonId(one);
      const other = one.arm === leader ? one.against : one.arm;
      const ends = one.arm === leader ? [`${id}.low`, `${id}.high`] : [`${id}.high`, `${id}.low`];
      const interval = crossesZero(one)
        ? 'an interval that includes no difference'
        : `${cite('confidence_level', 'percent')} interval ${cite(ends[0]!, difference)} to ${cite(ends[1]!, difference)}`;
      const verdict = one.p_adjusted < SIGNIFICANCE ? '' : ', which may be chance';
      return `${cite(`${id}.difference`, difference)} more than ${other} (${interval}, adjusted p ${cite(`${id}.p_adjusted`, 'p')})${verdict}`;
    });
    return `${leader} had the highest ${name}, ${cite(`arm.${leader}.${metric}`, value)}: ${against.join('; ')}.`;
  });
}

function verdictFinding({ dimension, metric, heterogeneity }: Breakdown, book: EvidenceBook): Finding {
  const [first, second] = heterogeneity.between;
  const verdict = heterogeneity.p_adjusted < SIGNIFICANCE ? 'differs' : 'does not differ reliably';
  return book.finding(
    (cite) =>
      `How far ${first} is ahead of ${second} in ${METRIC_WORDS[metric].name} ${verdict} by ${wordsOf(dimension)} ` +
      `(adjusted p ${cite(`breakdown.${dimension}.p_adjusted`, 'p')}).`,
  );
}

function levelFindings({ dimension, metric, levels }: Breakdown, book: EvidenceBook): Finding[] {
  const { name, difference } = METRIC_WORDS[metric];
  const clear = levels.filter((level) => level.best_is_significant);
  const unclear = levels.filter((level) => !level.best_is_significant).map(({ level }) => level);
  const leads = clear.map((level) =>
    book.finding((cite) => {
      const id = levelId(dimension, level.level);
      return (
        `Where ${wordsOf(dimension)} is ${level.level}, ${level.best_arm} did best in ${name}, ${cite(`${id}.difference`, difference)} ahead of ` +
        `${level.runner_up} (adjusted p ${cite(`${id}.p_adjusted`, 'p')}).`
      );
    }),
  );
  if (unclear.length === 0) return leads;
  return [...leads, book.finding(() => `No arm is reliably best in ${name} where ${wordsOf(dimension)} is ${unclear.join(' or ')}.`)];
}

/** Lifts over the control that depend on the customer, each arm and dimension for which that is more than chance. */
function liftFindings(breakdowns: readonly Breakdown[], book: EvidenceBook): Finding[] {
  return breakdowns.flatMap(({ dimension, metric, lift_heterogeneity }) =>
    lift_heterogeneity
      .filter(({ p_adjusted }) => p_adjusted < SIGNIFICANCE)
      .map(({ between: [arm, control], p_adjusted }) => {
        const id = `lift.${dimension}.${arm}.p_adjusted`;
        book.put(id, `Cochran's Q test of the lift of ${arm} over ${dimension}, adjusted by Benjamini and Hochberg`, p_adjusted);
        return book.finding(
          (cite) =>
            `What ${arm} adds over ${control} in ${METRIC_WORDS[metric].name} differs by ${wordsOf(dimension)} ` +
            `(p ${cite(id, 'p')}, adjusted for false discoveries).`,
        );
      }),
  );
}

function powerFindings({ metric, power }: CampaignFigures, book: EvidenceBook): Finding[] {
  const planned = power.find((one) => one.metric === metric);
  if (planned === undefined) return [];
  const { name, difference } = METRIC_WORDS[metric];
  book.put('power.target', `the difference in ${name} that the next test should find`, planned.target_difference);
  book.put('power.customers', 'customers an arm for 80 % power at a two-sided level of 5 %', planned.customers_per_arm);
  return [
    book.finding(
      (cite) =>
        `To find a difference of ${cite('power.target', difference)} in ${name} reliably, the next test needs ${cite('power.customers', 'count')} customers an arm.`,
    ),
  ];
}

function splitFinding({ sample_ratio }: CampaignFigures, book: EvidenceBook): Finding {
  return book.finding((cite) => {
    const verdict = sample_ratio.passed ? 'were split as planned' : 'were not split as planned, so no comparison here can be trusted';
    return `The ${cite('customers', 'count')} customers of the test ${verdict} (chi-square test, p ${cite('sample_ratio.p_value', 'p')}).`;
  });
}

function crossesZero({ low, high }: Comparison): boolean {
  return low <= 0 && high >= 0;
}
