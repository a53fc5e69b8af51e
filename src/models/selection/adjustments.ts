import type { GenerateRequest } from '../generate';
import type { ModelTraits } from '../model-traits';
import type { Candidate } from '../chain/candidate';
import type { Adjustment } from './decision';

const NONE: readonly Adjustment[] = [];

/**
 * What of `asked` the model of `candidate` does not get as it was asked for: left out where it refuses it, lowered where it takes
 * less. `temperature` is what was chosen before the model was known; null for none.
 */
export function adjustmentsFor(
  { provider, model, traits }: Candidate & { traits: ModelTraits },
  asked: GenerateRequest,
  temperature: number | null,
): readonly Adjustment[] {
  const { topP, stop = [], maxTokens, reasoningEffort } = asked;
  if (temperature === null && topP === undefined && stop.length === 0 && maxTokens === undefined && reasoningEffort === undefined)
    return NONE;
  const isSandbox = provider === 'sandbox';
  const adjusted: Adjustment[] = [];
  const leaveOut = (parameter: Adjustment['parameter'], why: string) =>
    adjusted.push({
      parameter,
      used: null,
      reason: `${parameter} left out: ${isSandbox ? 'the sandbox asks no model' : `${model} ${why}`}`,
    });
  const lower = (parameter: Adjustment['parameter'], from: number, used: number) =>
    adjusted.push({ parameter, used, reason: `${parameter} lowered from ${from} to ${used}, the most that ${model} takes` });

  const { maxTemperature = Infinity } = traits;
  if (temperature !== null) {
    if (isSandbox || !traits.temperature) leaveOut('temperature', 'takes none');
    else if (temperature > maxTemperature) lower('temperature', temperature, maxTemperature);
  }
  if (topP !== undefined) {
    if (isSandbox || !traits.temperature) leaveOut('top_p', 'takes none');
    else if (traits.eitherSampling === true && temperature !== null) leaveOut('top_p', 'takes none beside a temperature');
  }
  if (isSandbox && stop.length > 0) leaveOut('stop', '');
  if (maxTokens !== undefined) {
    if (isSandbox) leaveOut('max_tokens', '');
    else if (maxTokens > traits.maxOutputTokens) lower('max_tokens', maxTokens, traits.maxOutputTokens);
  }
  if (reasoningEffort !== undefined && !traits.reasoning) leaveOut('reasoning_effort', 'does not reason');
  return adjusted;
}
