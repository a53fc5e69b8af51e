import type {
  ChatCompletionCreateParams,
  ChatCompletionFunctionTool,
  ChatCompletionToolChoiceOption,
} from 'openai/resources/chat/completions';
import type { ModelRequest, ToolChoice, ToolDefinition } from '../../model-provider';
import { withInstruction } from '../json-instruction';
import type { ChatTarget } from './dialect';
import { chatMessages } from './messages';
import { formatInWords, wireFormat } from './response-format';

const MAX_TEMPERATURE = 2;

/** The body of `POST /chat/completions`; what the model refuses is left out. */
export function chatRequest(target: ChatTarget, request: ModelRequest): ChatCompletionCreateParams {
  const { dialect, model, traits, stream } = target;
  const format = wireFormat(target, request);
  const body: ChatCompletionCreateParams = {
    model,
    messages: chatMessages(withInstruction(request.system, formatInWords(target, request.format, format)), request.messages),
    [dialect.maxTokens]: request.maxTokens,
  };
  if (format !== undefined) body.response_format = format;
  if (traits.temperature && request.temperature !== undefined) body.temperature = clamped(request.temperature, MAX_TEMPERATURE);
  if (traits.temperature && request.topP !== undefined) body.top_p = clamped(request.topP, 1);
  if (request.stop !== undefined && request.stop.length > 0 && unsentStops(target, request) === undefined) body.stop = request.stop;
  if (traits.reasoning && request.reasoningEffort !== undefined) body.reasoning_effort = request.reasoningEffort;
  if (request.tools !== undefined && request.tools.length > 0) {
    body.tools = request.tools.map(chatTool);
    body.tool_choice = chatToolChoice(request.toolChoice ?? 'auto');
  }
  return stream ? { ...body, stream, stream_options: { include_usage: true } } : body;
}

/** Stop texts that the server would refuse, so that the answer must be cut here; undefined where there are none. */
export function unsentStops({ dialect, traits }: ChatTarget, { stop = [] }: ModelRequest): string[] | undefined {
  return traits.reasoning && !dialect.stopWithReasoning && stop.length > 0 ? stop : undefined;
}

function clamped(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

function chatTool({ name, description, parameters }: ToolDefinition): ChatCompletionFunctionTool {
  return { type: 'function', function: { name, ...(description === undefined ? {} : { description }), parameters } };
}

function chatToolChoice(choice: ToolChoice): ChatCompletionToolChoiceOption {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}
