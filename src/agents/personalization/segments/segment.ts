import type { Metric } from '../../analytics/analytics-output';

/** One group of customers and what it gets next. Figures are null where no data stood behind them. */
export interface Segment {
  /** A slug, unique among the segments: letters, digits and underscores. */
  id: string;
  /** Who they are, for people. */
  audience: string;
  dimension: string | null;
  level: string | null;
  customers: number | null;
  /** The arm to send, or what to send in words. */
  treatment: string;
  /** False where the best treatment is the control: to send nothing. */
  send: boolean;
  reason: string;
  /** What the treatment brought over the control in this group, with its 95 % interval. */
  expected: { metric: Metric; difference: number; low: number; high: number } | null;
}

/** What the personalization agent puts into `AgentResult.output`. */
export interface PersonalizationOutput {
  /** Null where the segments are proposals without data. */
  dimension: string | null;
  segments: Segment[];
  rationale: string;
}

/** A slug of `text` that `taken` does not hold yet; enters it there. */
export function newSegmentId(text: string, taken: Set<string>): string {
  const slug =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .slice(0, 48)
      .replace(/^_+|_+$/g, '') || 'segment';
  let id = slug;
  for (let count = 2; taken.has(id); count += 1) id = `${slug}_${count}`;
  taken.add(id);
  return id;
}
