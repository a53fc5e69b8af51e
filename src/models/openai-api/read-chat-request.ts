import type { GenerateRequest } from '../generate';
import type { ReasoningEffort } from '../model-provider';
import { booleanAt, choiceAt, integerAt, isAbsent, listAt, numberAt, objectAt, textAt, type Fields } from '../request/fields';
import { readMessages } from '../request/read-messages';
import { readResponseFormat } from '../request/read-response-format';
import { readToolChoice, readTools } from '../request/read-tools';
import { ignoredIn, refuseUnsupported } from './chat-parameters';

const MAX_STOPS = 4;
const MAX_TOKENS = 1_000_000;
/** Names that leave the choice of the model to us. */
const UNPINNED: ReadonlySet<string> = new Set(['auto', 'mesh/auto']);
/** OpenAI's efforts, the outer ones of which not every provider knows. */
const EFFORTS = { none: 'low', minimal: 'low', low: 'low', medium: 'medium', high: 'high', xhigh: 'high' } as const satisfies Record<
  string,
  ReasoningEffort
>;

/** A chat completion as it was asked for. */
export interface ChatRequest {
  request: GenerateRequest;
  /** As the caller named it. */
  model: string;
  stream: boolean;
  /** Whether a stream ends with a chunk of usage. */
  includeUsage: boolean;
  userId?: string;
  /** Parameters that were sent and have no effect here. */
  ignored: readonly string[];
}

/**
 * Reads the body of `POST /v1/chat/completions`. Written by hand, since this is the busiest road of the service.
 * @throws MeshError 422 or 413 naming the parameter.
 */
export function readChatRequest(json: unknown): ChatRequest {
  const body = objectAt(json, 'body');
  const model = textAt(body.model, 'model', 200, 1);
  refuseUnsupported(body);
  const { system, messages } = readMessages(body.messages);
  const request: GenerateRequest = { messages, format: readResponseFormat(body.response_format), cache: 'off' };
  if (system !== undefined) request.system = system;
  if (!UNPINNED.has(model)) request.model = model;
  readSampling(body, request);
  readToolUse(body, request);
  const stream = !isAbsent(body.stream) && booleanAt(body.stream, 'stream');
  return {
    request,
    model,
    stream,
    includeUsage: stream && includesUsage(body),
    ...(isAbsent(body.user) ? {} : { userId: textAt(body.user, 'user', 200, 1) }),
    ignored: [...ignoredIn(body), ...otherEffort(body, request)],
  };
}

function readSampling(body: Fields, request: GenerateRequest): void {
  const maxTokensAt = isAbsent(body.max_completion_tokens) ? 'max_tokens' : 'max_completion_tokens';
  if (!isAbsent(body[maxTokensAt])) request.maxTokens = integerAt(body[maxTokensAt], maxTokensAt, 1, MAX_TOKENS);
  if (!isAbsent(body.temperature)) request.temperature = numberAt(body.temperature, 'temperature', 0, 2);
  if (!isAbsent(body.top_p)) request.topP = numberAt(body.top_p, 'top_p', 0, 1);
  if (!isAbsent(body.stop)) request.stop = readStop(body.stop);
  if (!isAbsent(body.reasoning_effort)) {
    request.reasoningEffort =
      EFFORTS[choiceAt(body.reasoning_effort, 'reasoning_effort', Object.keys(EFFORTS) as (keyof typeof EFFORTS)[])];
  }
}

/** OpenAI knows more efforts than others do; the nearest is used, and told. */
function otherEffort({ reasoning_effort: asked }: Fields, { reasoningEffort: used }: GenerateRequest): string[] {
  return used === undefined || used === asked ? [] : [`reasoning_effort=${used}`];
}

function readStop(stop: unknown): string[] {
  if (typeof stop === 'string') return [textAt(stop, 'stop', 256, 1)];
  return listAt(stop, 'stop', MAX_STOPS).map((text, index) => textAt(text, `stop[${index}]`, 256, 1));
}

function readToolUse(body: Fields, request: GenerateRequest): void {
  const tools = readTools(body.tools);
  const toolChoice = readToolChoice(body.tool_choice, tools);
  if (tools !== undefined) request.tools = tools;
  if (toolChoice !== undefined) request.toolChoice = toolChoice;
}

function includesUsage(body: Fields): boolean {
  if (isAbsent(body.stream_options)) return false;
  const { include_usage: include } = objectAt(body.stream_options, 'stream_options');
  return !isAbsent(include) && booleanAt(include, 'stream_options.include_usage');
}
