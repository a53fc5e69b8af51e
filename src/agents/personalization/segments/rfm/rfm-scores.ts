import { EventLoopTurn } from '../../../../datasets';
import { quintileCuts, quintileOf, type QuintileCuts } from './quintiles';
import { NO_PURCHASES, rfmGroupOf } from './rfm-groups';
import type { RfmValues } from './rfm-values';

/** Everybody's scores and group. */
export interface RfmScores {
  /** By person, the place of their group in `RFM_GROUPS`. */
  labels: Uint8Array;
  /** By person, the three scores as the digits of one number, such as 545; 0 where a score is missing. */
  scores: Uint16Array;
  /** What all people share, so that it says nothing of any. */
  constant: string[];
}

/**
 * Scores recency, frequency and monetary value by quintile and finds the group of each person: by the recency score, and by the value score, which is the
 * mean of the other two, rounded up. What is missing is not counted; who has no recency, or neither of the others, has no known purchase.
 */
export async function rfmScores({ recency, frequency, monetary }: RfmValues): Promise<RfmScores> {
  const people = recency.length;
  // More is better in all three.
  const given = [
    { name: 'recency', values: recency.map((days) => -days) },
    { name: 'frequency', values: frequency },
    { name: 'monetary', values: monetary },
  ];
  const measures: Measure[] = [];
  for (const { name, values } of given) measures.push({ name, values, cuts: values === undefined ? null : await quintileCuts(values) });
  const [recencyMeasure, frequencyMeasure, monetaryMeasure] = measures as [Measure, Measure, Measure];
  const turn = new EventLoopTurn();
  const labels = new Uint8Array(people).fill(NO_PURCHASES);
  const scores = new Uint16Array(people);
  for (let person = 0; person < people; person += 1) {
    const r = scoreOf(recencyMeasure, person);
    const f = scoreOf(frequencyMeasure, person);
    const m = scoreOf(monetaryMeasure, person);
    scores[person] = r * 100 + f * 10 + m;
    const valued = Number(f > 0) + Number(m > 0);
    if (r > 0 && valued > 0) labels[person] = rfmGroupOf(r, Math.ceil((f + m) / valued));
    if (turn.isOver) await turn.passWhenOver();
  }
  return { labels, scores, constant: measures.filter(({ values, cuts }) => values !== undefined && cuts === null).map(({ name }) => name) };
}

interface Measure {
  name: string;
  values: Float64Array | undefined;
  cuts: QuintileCuts;
}

/** 0 where there is no value; the middle where all have the same. */
function scoreOf({ values, cuts }: Measure, person: number): number {
  const value = values?.[person];
  if (value === undefined || Number.isNaN(value)) return 0;
  return cuts === null ? 3 : quintileOf(value, cuts);
}
