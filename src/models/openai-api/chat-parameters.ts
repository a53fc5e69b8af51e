import { MeshError } from '../../errors';
import type { GenerateAnswer } from '../generate';
import { isAbsent, type Fields } from '../request/fields';

/** Parameters that have an effect here, or that `refuseUnsupported` lets pass only where they ask for nothing. */
const READ: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'stream', 'stream_options', 'user', 'response_format', 'tools', 'tool_choice'],
  ...['max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'stop', 'reasoning_effort'],
  ...['n', 'logprobs', 'top_logprobs', 'audio', 'modalities', 'functions', 'function_call'],
]);
/** What may stand in a header. */
const PARAMETER_NAME = /^[\w.-]{1,64}$/;
const MAX_IGNORED = 32;

const NONE: readonly string[] = [];

/** The parameters of `body` that were sent and have no effect here, such as `seed`; at most 32. */
export function ignoredIn(body: Fields): readonly string[] {
  let ignored: string[] | undefined;
  for (const name of Object.keys(body)) {
    if (READ.has(name) || isAbsent(body[name]) || !PARAMETER_NAME.test(name)) continue;
    ignored ??= [];
    if (ignored.push(name) === MAX_IGNORED) break;
  }
  return ignored ?? NONE;
}

/**
 * What a caller is told of its parameters: the name of each that had no effect, and `name=value` for each of which another value was
 * used. `ignored` is known from the request, the rest by who answered.
 */
export function withoutEffect(ignored: readonly string[], answer: GenerateAnswer): readonly string[] {
  const adjusted = answer.adjusted ?? answer.decision().adjusted ?? [];
  if (adjusted.length === 0) return ignored;
  const names = new Set<string>(adjusted.map(({ parameter }) => parameter));
  const others = ignored.filter((word) => !names.has(word.split('=', 1)[0] as string));
  return [...others, ...adjusted.map(({ parameter, used }) => (used === null ? parameter : `${parameter}=${used}`))];
}

/** Refuses what would change the answer's shape and cannot be given. @throws MeshError 422 `unsupported-parameter`. */
export function refuseUnsupported({ n, logprobs, top_logprobs, audio, modalities, functions, function_call }: Fields): void {
  if (!isAbsent(n) && n !== 1) throw unsupported('n', 'only one choice is given: n must be 1');
  if (!isAbsent(logprobs) && logprobs !== false) throw unsupported('logprobs', 'log probabilities are not given');
  if (!isAbsent(top_logprobs) && top_logprobs !== 0) throw unsupported('top_logprobs', 'log probabilities are not given');
  if (!isAbsent(audio)) throw unsupported('audio', 'answers are text');
  if (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text')) {
    throw unsupported('modalities', 'answers are text');
  }
  if (!isAbsent(functions)) throw unsupported('functions', 'use tools instead');
  if (!isAbsent(function_call)) throw unsupported('function_call', 'use tool_choice instead');
}

function unsupported(field: string, message: string): MeshError {
  return new MeshError('invalid', 'unsupported-parameter', `${field}: ${message}`, { errors: [{ field, message }] });
}
