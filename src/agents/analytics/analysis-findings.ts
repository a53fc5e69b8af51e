import { EvidenceBook, type Finding } from '../numbers/evidence-book';
import type { Evidence } from '../agent';
import type { Analysis } from './analyse-rows';
import { audienceFindings } from './audience-findings';
import { campaignEvidence } from './campaign-evidence';
import { findings } from './findings';
import { otherMetricFindings } from './other-metric-findings';
import { seriesFindings } from './trends/series-findings';

/** All sentences that an analysis allows, what was asked for first; `main` answer in short. */
export interface AnalysisFindings {
  all: Finding[];
  main: Finding[];
  evidence: Evidence[];
}

/** Writes the findings of every part; each number in them is cited. */
export function analysisFindings({ taskType, figures, others, audience, series }: Analysis): AnalysisFindings {
  const book = figures === undefined ? new EvidenceBook() : campaignEvidence(figures);
  const ofArms = figures === undefined ? { all: [], main: [] } : findings(figures, book, taskType === 'comparison');
  const ofOthers = otherMetricFindings(others, book);
  const ofAudience = audienceFindings(audience ?? [], book);
  const ofTime = seriesFindings(series, book, taskType === 'prediction');
  const timeFirst = taskType === 'trends' || taskType === 'prediction';
  const all = timeFirst ? [...ofTime, ...ofArms.all, ...ofOthers, ...ofAudience] : [...ofArms.all, ...ofOthers, ...ofAudience, ...ofTime];
  const main = timeFirst && ofTime.length > 0 ? ofTime : [...ofArms.main, ...ofOthers, ...ofAudience, ...ofTime];
  return { all, main, evidence: book.all() };
}
