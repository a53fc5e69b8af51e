import type { EvidenceBook, Finding } from '../numbers/evidence-book';
import type { OtherMetricFigures } from './analytics-output';
import { SIGNIFICANCE } from './breakdowns';
import { wordsOf } from './metric-words';

/** For each metric beside the usual three: its mean where there is one arm, else the highest arm and how sure that is. */
export function otherMetricFindings(others: readonly OtherMetricFigures[], book: EvidenceBook): Finding[] {
  return others.flatMap(({ metric, arms, comparisons }) => {
    const best = arms.toSorted((a, b) => b.value - a.value)[0];
    if (best === undefined) return [];
    const id = `metric.${metric}`;
    book.put(`${id}.${best.arm}`, `mean ${metric} of ${best.arm}`, best.value);
    const mean = (cite: Parameters<Parameters<EvidenceBook['finding']>[0]>[0]) =>
      `${signOf(best.value)}${cite(`${id}.${best.arm}`, 'statistic')}`;
    if (arms.length === 1) return [book.finding((cite) => `Mean ${wordsOf(metric)} was ${mean(cite)}.`)];
    const rivals = comparisons.filter(({ arm, against }) => arm === best.arm || against === best.arm);
    const clear = rivals.filter((one) => one.p_adjusted < SIGNIFICANCE);
    const verdict =
      clear.length === rivals.length
        ? 'reliably above all others'
        : clear.length === 0
          ? 'which may be chance'
          : 'reliably above some others only';
    return [book.finding((cite) => `${best.arm} had the highest mean ${wordsOf(metric)}, ${mean(cite)}, ${verdict}.`)];
  });
}

function signOf(value: number): string {
  return value < 0 ? 'minus ' : '';
}
