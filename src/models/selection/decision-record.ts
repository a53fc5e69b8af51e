import { nameOf, type Candidate } from '../chain/candidate';
import { consider, type Considered } from './candidate-pool';
import type { ConsideredModel, Decision } from './decision';
import type { Excluded } from './exclusion';
import type { Ranked } from './order';
import type { SelectionTask } from './selection-task';
import { refusedTemperature, temperatureOf } from './temperature';

/** What a call of `model` takes at most, in micro-dollars; null when nobody knows. */
export type CostMax = (model: Considered) => number | null;

/** Why the first of `chosen` answers, for the caller to read; `chosen` is not empty. */
export function decisionOf(task: SelectionTask, chosen: readonly Ranked[], excluded: readonly Excluded[], costMax: CostMax): Decision {
  const { request, pin } = task;
  const first = (chosen[0] as Ranked).model;
  const temperature = temperatureOf(request);
  return {
    requested: request.model ?? null,
    ...(pin?.retired === undefined ? {} : { successor: pin.candidate.model }),
    complexity: task.complexity,
    temperature: first.traits.temperature ? temperature : refusedTemperature(first.model, temperature),
    candidates: [
      ...chosen.map((ranked) => accepted(ranked, request.maxTokens, costMax)),
      ...excluded.map(({ candidate, reason }) => rejected(candidate, reason, costMax)),
    ],
    reason: reasonOf(task, first, excluded),
  };
}

function accepted({ model, score, moved }: Ranked, maxTokens: number | undefined, costMax: CostMax): ConsideredModel {
  const { maxOutputTokens } = model.traits;
  const isCut = maxTokens !== undefined && maxTokens > maxOutputTokens;
  const cut = isCut ? [`max_tokens lowered from ${maxTokens} to its limit of ${maxOutputTokens}`] : [];
  const reason = [model.why, ...(moved === '' ? [] : [moved]), ...cut].join('; ');
  return { provider: model.provider, model: model.model, costMaxMicroUsd: costMax(model), score, reason };
}

function rejected(candidate: Candidate, reason: string, costMax: CostMax): ConsideredModel {
  return { ...candidate, costMaxMicroUsd: costMax(consider(candidate, '')), score: null, reason };
}

function reasonOf(task: SelectionTask, first: Considered, excluded: readonly Excluded[]): string {
  if (task.pin === undefined) {
    const { level } = task.complexity;
    return task.isThrifty ? `the cheapest that is up to a ${level} task: ${first.why}` : `${first.why}, for a ${level} task`;
  }
  if (nameOf(task.pin.candidate) === nameOf(first)) return first.why;
  return `the pinned model may not answer (${excluded[0]?.reason ?? 'excluded'}), so the next one does: ${first.why}`;
}
