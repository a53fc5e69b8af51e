import { MeshError } from '../../errors';
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
