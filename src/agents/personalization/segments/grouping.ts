import type { ConfidenceBound } from '../../confidence';
import type { NumberUnit } from '../../numbers/format-number';

/** How people are grouped. */
export type SegmentMethod = 'rules' | 'rfm' | 'kmeans';

/** Writes the number of a figure of the group into a sentence. */
export type CiteFigure = (figure: string, unit: NumberUnit) => string;

/** What was computed of a group; `name` is unique within it and becomes part of the evidence's id. */
export interface GroupFigure {
  name: string;
  statement: string;
  value: number;
}

/** What sets a group apart, as the output tells it: a typical value of the group beside that of everybody. */
export interface ProfileEntry {
  column: string;
  /** The level whose share `value` is, of a column that holds few different texts. */
  level?: string;
  measure: 'median' | 'mean' | 'share';
  value: number;
  overall: number;
  /** Standard deviations between the group and everybody; of clusters only. */
  difference?: number;
}

/** A group before anything is told of it. Groups may be empty. */
export interface Group {
  name: string;
  audience: string;
  /** What to send, in words. */
  treatment: string;
  /** Whether these are the people whom nothing else fits; small groups join them. */
  isRest?: true;
  figures: GroupFigure[];
  profile: ProfileEntry[];
  /** One sentence; figures stand in it only by citing them. */
  reason: (cite: CiteFigure) => string;
}

/** The groups of a method and who is in which. A person is known by their place in the order of the records. */
export interface Grouping {
  method: SegmentMethod;
  groups: Group[];
  /** By person, the index of their group. */
  labels: Uint8Array;
  /** By person, what the assignment rests on; none for rules. */
  scores?: { column: string; values: ArrayLike<number> };
  /** What identifies each person, in the order of `labels`, in blocks; null where a record has nothing. */
  ids: () => AsyncIterable<readonly (string | number | null)[]>;
  /** The column with the ids in the table of assignments. */
  idColumn: string;
  columnsUsed: string[];
  rationale: string;
  bounds: ConfidenceBound[];
  warnings: string[];
  /** Of k-means: how many clusters, and how clearly they are apart (−1 to 1). */
  clusters?: { k: number; silhouette: number };
}
