import type { PersonRecord } from '../../records/record-source';
import { numberOf } from '../rfm/moments';

/** One number that clusters are looked for by: that of a column, or whether a column has a certain level. */
export interface Feature {
  column: string;
  /** Of a column of few different texts: the level that this feature is about. */
  level?: string;
  /** `flag` has no other numbers than 0 and 1. */
  kind: 'number' | 'flag' | 'level';
  /** Whether the logarithm (of one more) is taken, because few large values would outweigh all others. */
  isSkewed: boolean;
  /** Stands in where there is no value: the median. */
  fallback: number;
  /** Mean and standard deviation, of the logarithm where that is taken. */
  mean: number;
  deviation: number;
  /** What a distance from the mean is divided by: the standard deviation, for levels that of all levels of their column together. */
  scale: number;
}

/** A standardised value this far from the mean, in standard deviations, is not taken for further: no cluster forms around one odd value. */
const FURTHEST = 4;

/** The value of a feature as the record tells it; that of levels is 0 or 1. */
export function rawValue({ column, level, kind, fallback }: Feature, record: PersonRecord): number {
  const value = record[column];
  if (kind === 'level') return typeof value === 'string' && value.trim() === level ? 1 : 0;
  return numberOf(plain(value)) ?? fallback;
}

/** A value on the scale on which its mean and deviation are. */
export function onScale({ isSkewed }: Pick<Feature, 'isSkewed'>, value: number): number {
  return isSkewed ? Math.log1p(Math.max(0, value)) : value;
}

/** The place of a value among all: what distances between people are made of. */
export function standardised(feature: Feature, value: number): number {
  const deviations = (onScale(feature, value) - feature.mean) / feature.scale;
  return Math.max(-FURTHEST, Math.min(FURTHEST, deviations));
}

/** Truth values are numbers here. */
export function plain(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** A text without space around it; undefined for anything else, and for what merely says that there is nothing. */
export function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return /^(?:|nan|null|none|n\/?a|undefined)$/i.test(text) ? undefined : text;
}
