import type { TaskType } from '../../generate';

/**
 * What speaks for a demanding task. Each feature is a number from 0 to 1 that stops growing at `FULL_AT`; their weighted sum, cut to
 * 0–1, is the score. The choice of features follows the routing literature (RouteLLM, Ong et al. 2024, arXiv:2406.18665; Hybrid LLM,
 * Ding et al. 2024, arXiv:2404.14618: query length, domain and reasoning demands predict which model is enough); the weights were set
 * by hand so that the labelled examples of the spec come out right, and are no claim about quality on other data.
 */
export const WEIGHTS = {
  /** Of what is asked, on a logarithmic scale. */
  length: 0.2,
  questions: 0.08,
  /** Lines of a list, and words of sequence. */
  steps: 0.15,
  /** Words that bind: must, exactly, at most, without … */
  constraints: 0.2,
  /** Words that ask for reasoning: why, compare, prove, plan, trade-off … */
  reasoning: 0.42,
  code: 0.18,
  math: 0.18,
  /** Lines of tables and fields of JSON. */
  data: 0.16,
  /** Properties of the answer's JSON Schema. */
  schema: 0.14,
  tools: 0.12,
  /** Turns of the conversation before the last. */
  history: 0.06,
  images: 0.06,
  taskType: 0.28,
  /** A short request that begins like a simple one: the only feature that lowers the score. */
  simple: -0.15,
} as const;

export type Feature = keyof typeof WEIGHTS;

/** Where a count is worth 1; `length` in tokens. */
export const FULL_AT = {
  length: 2_000,
  questions: 4,
  steps: 8,
  constraints: 6,
  reasoning: 4,
  code: 2,
  math: 2,
  data: 40,
  schema: 30,
  tools: 8,
  history: 20,
  images: 4,
} as const;

/** Scores below the first are LOW, below the second MEDIUM, the rest HIGH. */
export const THRESHOLDS = { medium: 0.22, high: 0.5 } as const;

/** Characters of a request that are looked at; more of the same would not change the answer. */
export const LOOKED_AT_MAX = 20_000;

/** A request longer than this is not simple, however it begins; characters. */
export const SIMPLE_MAX = 240;

/** How demanding a kind of task is in itself. */
export const TASK_TYPE_DEMAND: Readonly<Record<TaskType, number>> = {
  extraction: 0,
  classification: 0,
  chat: 0,
  editing: 0.15,
  summary: 0.2,
  copywriting: 0.5,
  ideation: 0.5,
  analysis: 0.7,
  code: 0.7,
  planning: 1,
};
