import { EventLoopTurn } from '../../../../datasets';
import { nameWords } from '../../privacy/name-words';
import type { PersonRecord } from '../../records/record-source';
import { medianOfSorted } from '../sorted-values';
import { onScale, plain, textIn, type Feature } from './feature';
import { numberOf } from '../rfm/moments';

/** Distances over more features tell people ever less apart. */
const MOST_FEATURES = 40;
const MOST_LEVELS = 10;
/** People who must share a level for it to be a feature: fewer would be single people, and a name of theirs. */
const FEWEST_OF_A_LEVEL = 5;
const LONGEST_LEVEL = 60;
/** The share of values that must be numbers for a column to be one of numbers. */
const MOSTLY = 0.9;
/** Above this skewness the logarithm is taken; that of an exponential distribution is 2. */
const MOST_SKEWNESS = 1;
const FEWEST_SKEWED_VALUES = 10;

/** Words in the names of columns that identify people, or count rows: alike by them says nothing. */
const IDENTIFYING = new Set(
  'id ids uuid guid key email mail phone mobile telephone fax name firstname lastname surname address street iban card token url ip row index number nr'.split(
    ' ',
  ),
);

/** Features in the columns that have any, and the columns that have none. */
export interface FoundFeatures {
  features: Feature[];
  leftOut: string[];
}

/**
 * What people can be told apart by in these columns: numbers that differ, and texts of at most 10 levels. Columns that identify people are passed over unless
 * `named` says that the caller chose the columns.
 */
export async function findFeatures(sample: readonly PersonRecord[], columns: readonly string[], named: boolean): Promise<FoundFeatures> {
  const features: Feature[] = [];
  const leftOut: string[] = [];
  const turn = new EventLoopTurn();
  for (const column of columns) {
    const isIdentifying = !named && nameWords(column).some((word) => IDENTIFYING.has(word));
    const found = isIdentifying ? [] : featuresOf(column, sample);
    if (found.length === 0 || features.length + found.length > MOST_FEATURES) leftOut.push(column);
    else features.push(...found);
    await turn.passWhenOver();
  }
  return { features, leftOut };
}

function featuresOf(column: string, sample: readonly PersonRecord[]): Feature[] {
  const values = sample.map((record) => plain(record[column]));
  const numbers = values.map(numberOf).filter((value) => value !== undefined);
  const texts = values.map(textIn).filter((text) => text !== undefined && numberOf(text) === undefined);
  if (numbers.length > 0 && numbers.length >= MOSTLY * (numbers.length + texts.length))
    return numberFeature(column, numbers, sample.length);
  return levelFeatures(column, texts as string[], sample.length);
}

function numberFeature(column: string, numbers: number[], people: number): Feature[] {
  const sorted = Float64Array.from(numbers).sort();
  if (sorted[0] === sorted.at(-1)) return [];
  const fallback = medianOfSorted(sorted);
  const distinct = new Set(sorted).size;
  const filled = [...numbers, ...Array.from({ length: people - numbers.length }, () => fallback)];
  const isSkewed = distinct >= FEWEST_SKEWED_VALUES && sorted[0]! >= 0 && skewness(filled) > MOST_SKEWNESS;
  const { mean, deviation } = momentsOf(filled.map((value) => onScale({ isSkewed }, value)));
  if (!(deviation > 0) || !Number.isFinite(deviation)) return [];
  const kind = distinct === 2 && sorted[0] === 0 && sorted.at(-1) === 1 ? 'flag' : 'number';
  return [{ column, kind, isSkewed, fallback, mean, deviation, scale: deviation }];
}

function levelFeatures(column: string, texts: readonly string[], people: number): Feature[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MOST_LEVELS || text.length > LONGEST_LEVEL) return [];
  }
  const levels = [...counts].filter(([, count]) => count >= FEWEST_OF_A_LEVEL && count < people).sort(([a], [b]) => (a < b ? -1 : 1));
  const variances = levels.map(([, count]) => (count / people) * (1 - count / people));
  // So that a column of texts weighs as much as a column of numbers, however many levels it has.
  const scale = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0));
  return levels.map(([level, count], index) => ({
    ...{ column, level, kind: 'level' as const, isSkewed: false, fallback: 0 },
    ...{ mean: count / people, deviation: Math.sqrt(variances[index]!), scale },
  }));
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0)) };
}

function skewness(values: readonly number[]): number {
  const { mean, deviation } = momentsOf(values);
  return deviation > 0 ? values.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0) / values.length : 0;
}
