import type { EvidenceBook, Finding } from '../numbers/evidence-book';
import type { AudienceBreakdown } from './analytics-output';
import { SIGNIFICANCE } from './breakdowns';
import { METRIC_WORDS, upperFirst, wordsOf } from './metric-words';

/** Dimensions told, those that matter most. */
const MOST_TOLD = 5;

/** Who does best, by the dimensions that tell customers apart. */
export function audienceFindings(audience: readonly AudienceBreakdown[], book: EvidenceBook): Finding[] {
  const clear = audience.filter(({ test }) => test.p_adjusted < SIGNIFICANCE).slice(0, MOST_TOLD);
  const even = audience.filter(({ test }) => test.p_adjusted >= SIGNIFICANCE).map(({ dimension }) => wordsOf(dimension));
  const metric = audience[0]?.metric;
  return [
    ...clear.map((one) => differenceFinding(one, book)),
    ...(metric === undefined || even.length === 0
      ? []
      : [book.finding(() => `${upperFirst(METRIC_WORDS[metric].name)} does not differ reliably by ${even.join(' or ')}.`)]),
  ];
}

function differenceFinding({ dimension, metric, test, levels }: AudienceBreakdown, book: EvidenceBook): Finding {
  const id = `audience.${dimension}`;
  const { name, value } = METRIC_WORDS[metric];
  const [best, worst] = [levels[0]!, levels.at(-1)!];
  for (const level of [best, worst])
    book.put(`${id}.${level.level}`, `${name} where ${dimension} is ${level.level}, over all arms`, level.value);
  book.put(`${id}.p_adjusted`, `${test.name} test over ${dimension}, adjusted by Benjamini and Hochberg`, test.p_adjusted);
  return book.finding(
    (cite) =>
      `${upperFirst(name)} differs by ${wordsOf(dimension)}: highest where it is ${best.level}, ${cite(`${id}.${best.level}`, value)}, lowest where it is ` +
      `${worst.level}, ${cite(`${id}.${worst.level}`, value)} (adjusted p ${cite(`${id}.p_adjusted`, 'p')}).`,
  );
}
