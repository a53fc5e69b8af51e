import type { Evidence } from '../../agent';
import type { DraftAnalysis } from './analyse-draft';

/** The figures of an analysis that sentences may cite. */
export function analysisEvidence({ score, counts, readability, checks }: DraftAnalysis): Evidence[] {
  const failed = checks.filter(({ passed }) => !passed).length;
  return [
    { id: 'score', statement: 'score of the draft, of 100', value: score },
    { id: 'failed_checks', statement: 'checks that failed', value: failed },
    { id: 'words', statement: 'words', value: counts.words },
    { id: 'sentences', statement: 'sentences', value: counts.sentences },
    { id: 'reading_seconds', statement: 'seconds to read', value: counts.reading_seconds },
    ...(readability === null
      ? []
      : [
          { id: 'flesch', statement: 'Flesch reading ease', value: readability.ease },
          { id: 'grade', statement: 'Flesch–Kincaid grade', value: readability.grade },
          { id: 'smog', statement: 'SMOG grade', value: readability.smog },
        ]),
  ];
}
