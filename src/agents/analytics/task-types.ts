import type { TaskTypeRule } from '../task-type';
import type { AnalyticsTaskType } from './analytics-output';

/** The words that ask for each kind of work: words of time say most about which tool is meant, so that performance yields to all of them. */
export const TASK_TYPES: readonly TaskTypeRule<AnalyticsTaskType>[] = [
  {
    type: 'performance',
    words:
      /^(?![\s\S]*\b(?:forecast|predict|trend|over time|season|anomal|compar|versus|vs|significan|audience|for whom|segment))[\s\S]*\bperform(?:ance|ed|s)?\b/i,
  },
  { type: 'prediction', words: /\b(?:forecast\w*|predict\w*|what (?:will|can we expect))\b/i },
  {
    type: 'trends',
    words:
      /\b(?:trends?|trending|over time|season\w*|anomal\w*|outliers?|time series|(?:week|month|year) (?:by|over|on) (?:week|month|year))\b/i,
  },
  { type: 'comparison', words: /\b(?:compar\w*|versus|vs|a\/b|split test|significan\w*)\b/i },
  {
    type: 'audience',
    words: /\b(?:audiences?|for whom|who (?:responds?|buys?|opens?|clicks?)|segments?|demographics?|kinds? of customers?)\b/i,
  },
];
