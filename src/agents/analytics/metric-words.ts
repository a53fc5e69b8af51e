import type { NumberUnit } from '../numbers/format-number';
import type { Metric } from './analytics-output';

/** How sentences name a metric, and the units of its values and differences. */
export const METRIC_WORDS: Readonly<Record<Metric, { name: string; value: NumberUnit; difference: NumberUnit }>> = {
  visit_rate: { name: 'visit rate', value: 'percent', difference: 'points' },
  conversion_rate: { name: 'conversion rate', value: 'percent', difference: 'points' },
  spend_per_head: { name: 'spend a head', value: 'dollars', difference: 'dollars' },
};

/** A column's name in a sentence: `spend_band` reads as "spend band". */
export function wordsOf(column: string): string {
  return column.replaceAll('_', ' ');
}

/** Words as a sentence begins with them. */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
