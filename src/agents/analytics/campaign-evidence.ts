import { EvidenceBook } from '../numbers/evidence-book';
import type { CampaignFigures, Difference } from './analytics-output';
import { METRIC_WORDS } from './metric-words';
import { CONFIDENCE_LEVEL } from './statistics/interval';

/** Enters every figure that a finding may cite; ids are paths such as `arm.Mens E-Mail.visit_rate.value`. */
export function campaignEvidence(figures: CampaignFigures): EvidenceBook {
  const book = new EvidenceBook();
  book.put('confidence_level', 'confidence level of all intervals', CONFIDENCE_LEVEL);
  book.put(
    'customers',
    'customers in the test',
    figures.arms.reduce((sum, { customers }) => sum + customers, 0),
  );
  book.put('sample_ratio.p_value', 'chi-square test of the split between the arms', figures.sample_ratio.p_value);
  for (const arm of figures.arms) {
    book.put(`arm.${arm.arm}.customers`, `customers of ${arm.arm}`, arm.customers);
    for (const metric of figures.metrics)
      book.put(`arm.${arm.arm}.${metric}`, `${METRIC_WORDS[metric].name} of ${arm.arm}`, arm[metric]!.value);
  }
  for (const one of figures.comparisons) putDifference(book, comparisonId(one), one, one.p_adjusted);
  for (const { dimension, metric, heterogeneity, levels } of figures.breakdowns) {
    book.put(`breakdown.${dimension}.p_adjusted`, `Cochran's Q test over ${dimension}, adjusted by Holm`, heterogeneity.p_adjusted);
    for (const level of levels) {
      const lead = { arm: level.best_arm, against: level.runner_up, metric, ...level };
      putDifference(book, levelId(dimension, level.level), lead, level.p_adjusted, ` where ${dimension} is ${level.level}`);
    }
  }
  return book;
}

/** The id under which a comparison is entered. */
export function comparisonId({ arm, against, metric }: Pick<Difference, 'arm' | 'against' | 'metric'>): string {
  return `compare.${arm}.${against}.${metric}`;
}

/** The id under which the lead of a level's best arm is entered. */
export function levelId(dimension: string, level: string): string {
  return `breakdown.${dimension}.${level}`;
}

function putDifference(
  book: EvidenceBook,
  id: string,
  one: Pick<Difference, 'arm' | 'against' | 'metric' | 'difference' | 'low' | 'high'>,
  adjusted: number,
  where = '',
): void {
  const of = `${METRIC_WORDS[one.metric].name} of ${one.arm} less that of ${one.against}${where}`;
  book.put(`${id}.difference`, of, one.difference);
  book.put(`${id}.low`, `lower end of the interval: ${of}`, one.low);
  book.put(`${id}.high`, `upper end of the interval: ${of}`, one.high);
  book.put(`${id}.p_adjusted`, `p-value adjusted by Holm: ${of}`, adjusted);
}
