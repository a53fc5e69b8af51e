import type { ProviderName } from '../model-provider';
import type { Tier } from '../model-traits';

/** One model that was considered. */
export interface ConsideredModel {
  provider: ProviderName;
  model: string;
  /** Micro-dollars this request costs there at most; null when its price is unknown. */
  costMaxMicroUsd: number | null;
  /** Its rank came from this (0–1, higher is earlier); null when it was excluded. */
  score: number | null;
  /** Why it stands where it stands, or why it may not answer, in words. */
  reason: string;
}

/** A parameter that a model does not get as it was asked for. */
export interface Adjustment {
  parameter: 'temperature' | 'top_p' | 'stop' | 'max_tokens' | 'reasoning_effort';
  /** What it gets instead; null for nothing. */
  used: number | null;
  /** In words, the parameter's name first. */
  reason: string;
}

/** Why this model answered: stands in every answer. */
export interface Decision {
  /** The model as the caller named it; null when nobody did. */
  requested: string | null;
  /** Set where `requested` is retired: the id that took its place. */
  successor?: string;
  complexity: { level: Tier; score: number; source: 'given' | 'estimated'; features: Record<string, number> };
  temperature: { value: number | null; source: 'explicit' | 'task_type' | 'none'; reason: string };
  /** First to last, then those that were excluded. */
  candidates: ConsideredModel[];
  reason: string;
  /** What the model that answered did not get as it was asked for. */
  adjusted?: readonly Adjustment[];
}
