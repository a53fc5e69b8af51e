import type { GenerateRequest, TaskType } from '../generate';
import type { Decision } from './decision';

/** A temperature before the model is known: what is sent to those that take one. */
export type ChosenTemperature = Decision['temperature'];

/**
 * The temperature of each kind of text, from exact to free. After the vendors' guides: Anthropic (close to 0 for analytical, closer to 1
 * for creative tasks), OpenAI (0.2 is focused, 0.8 is random); where one answer is right, there is nothing to vary.
 */
const BY_TASK_TYPE: Readonly<Record<TaskType, number>> = {
  extraction: 0,
  classification: 0,
  analysis: 0.2,
  code: 0.2,
  planning: 0.2,
  summary: 0.3,
  editing: 0.3,
  chat: 0.7,
  copywriting: 0.8,
  ideation: 1,
};

/** How far formality moves the table's value: a quarter up when casual (0), a quarter down when formal (1), nothing at 0.5. */
const FORMALITY_SPAN = 0.5;

/**
 * An attempt without any confidence halves the value, a sure one leaves it: less randomness makes fewer factual errors (Lee et al. 2022,
 * arXiv:2206.04624), while accuracy on problems does not depend on it (Renze and Guven 2024, arXiv:2402.05201).
 */
const UNSURE_FACTOR = 0.5;

const NONE: ChosenTemperature = { value: null, source: 'none', reason: 'neither a temperature nor a task type was given' };

/** The temperature for `request`: the caller's own, or the task type's moved by formality and earlier confidence; 0–1.25 in that case. */
export function temperatureOf({ temperature, taskType, formality, earlierConfidence }: GenerateRequest): ChosenTemperature {
  if (temperature !== undefined) return { value: temperature, source: 'explicit', reason: 'given by the caller' };
  if (taskType === undefined) return NONE;
  const moves: string[] = [];
  let value = BY_TASK_TYPE[taskType];
  if (formality !== undefined) {
    value *= 1 + FORMALITY_SPAN * (0.5 - unit(formality));
    moves.push(`formality ${unit(formality)}`);
  }
  if (earlierConfidence !== undefined) {
    value *= UNSURE_FACTOR + (1 - UNSURE_FACTOR) * unit(earlierConfidence);
    moves.push(`earlier confidence ${unit(earlierConfidence)}`);
  }
  const moved = moves.length > 0 ? `, moved by ${moves.join(' and ')}` : '';
  return { value: Math.round(value * 100) / 100, source: 'task_type', reason: `${BY_TASK_TYPE[taskType]} for ${taskType}${moved}` };
}

/** What a model that refuses temperatures gets: none, even where the caller gave one. */
export function refusedTemperature(model: string, chosen: ChosenTemperature): ChosenTemperature {
  return chosen.value === null ? chosen : { value: null, source: 'none', reason: `${model} takes no temperature` };
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
