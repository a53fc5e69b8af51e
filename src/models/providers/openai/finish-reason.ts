import type { FinishReason } from '../../model-provider';

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['length', 'length'],
  ['content_filter', 'content_filter'],
]);

/** Why the model stopped; undefined where the server does not say, or says what nobody knows. A forced call ends in `stop` there. */
export function finishReasonOf(reason: unknown, hasToolCalls: boolean): FinishReason | undefined {
  const known = FINISH_REASONS.get(reason);
  return known === 'stop' && hasToolCalls ? 'tool_calls' : known;
}
