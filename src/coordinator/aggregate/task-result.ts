/** The same thing stated twice with different values; nobody decides here which one holds. */
export interface Conflict {
  /** The id of evidence, or the path of a field of the output. */
  field: string;
  /** What each step states, in the order of the plan. */
  values: { step_id: string; value: string | number | boolean }[];
}

/** What one step contributed. */
export interface Section extends Record<string, unknown> {
  step_id: string;
  task: string;
  agent_id: string;
  agent_type: string;
  summary: string;
  /** 0–1. */
  confidence: number;
  provider: string | null;
  model: string | null;
  warnings: string[];
  output: Record<string, unknown>;
}

/** The result of a task: what each agent found, under one summary, with what is missing or contradictory said. */
export interface TaskResult extends Record<string, unknown> {
  summary: string;
  /** 0–1: the mean of the sections' confidences, weighted as `confidenceOf` says; a gap counts as 0. */
  confidence: number;
  /** Every provider that worded a part, `sandbox` among them; empty when all was computed. */
  providers: string[];
  /** The one provider of all parts; `mixed` for several, null for none. */
  provider: string | null;
  sections: Section[];
  conflicts: Conflict[];
  /** Steps that gave nothing, and why, or only what needs no model; work that was used without being approved. */
  gaps: string[];
  warnings: string[];
  /** Whether the task ended before it was done. */
  partial: boolean;
  /** Where a model drew the sections together: what matters most, and how it reads the conflicts. */
  highlights?: string[];
  conflicts_resolution?: string[];
}

/** The `provider` of a result that these had a part in. */
export function providerOf(providers: readonly string[]): string | null {
  return providers.length > 1 ? 'mixed' : (providers[0] ?? null);
}
