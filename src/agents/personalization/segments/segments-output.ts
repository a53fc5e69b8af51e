import type { RefusedColumn } from '../privacy/usable-columns';
import type { ProfileEntry, SegmentMethod } from './grouping';
import type { PersonalizationOutput, Segment } from './segment';

/** A segment of people who were counted. */
export interface PeopleSegment extends Segment {
  customers: number;
  /** 0–1 of all people. */
  share: number;
  /** What sets them apart; empty where there are too few people to tell it without telling of single ones. */
  profile: ProfileEntry[];
}

/** What `segmentPeople` puts into its output. */
export interface SegmentsOutput extends PersonalizationOutput {
  task_type: 'segment';
  method: SegmentMethod;
  /** At most 12; their customers sum to all. */
  segments: PeopleSegment[];
  people: number;
  columns_used: string[];
  refused_attributes: RefusedColumn[];
  /** Of the columns used, those that may stand in for a protected attribute. */
  possible_proxies: string[];
  /** A row a person: their id, their segment and their score. */
  assignments_dataset_id: string;
  /** Of k-means: how many clusters, and their mean silhouette (−1 to 1). */
  k?: number;
  silhouette?: number;
}
