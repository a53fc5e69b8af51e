import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { messageText } from '../../message-text';
import type { ModelRequest, ResponseFormat } from '../../model-provider';
import { jsonInstruction, withInstruction } from '../json-instruction';
import { strictSchema } from './strict-schema';

/** How a server's dialect of chat completions differs: OpenAI's own, or that of those who follow it. */
export type Dialect = 'openai' | 'compatible';

/** OpenAI's own models that still take a temperature; the gpt-5 line and the o-series refuse any but the default. */
const TAKES_TEMPERATURE = /^(?:ft:)?(?:gpt-[34]|chatgpt-4)(?!.*search-preview)/;
const MAX_TEMPERATURE = 2;

/** The body of `POST /chat/completions`. */
export function chatRequest(dialect: Dialect, model: string, request: ModelRequest): ChatCompletionCreateParamsNonStreaming {
  const responseFormat = wireFormat(request.format);
  const system = withInstruction(request.system, instruction(dialect, request.format, responseFormat));
  const body: ChatCompletionCreateParamsNonStreaming = {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      ...request.messages.map((message) => ({ role: message.role as 'user', content: messageText(message) })),
    ],
    ...(dialect === 'openai' ? { max_completion_tokens: request.maxTokens } : { max_tokens: request.maxTokens }),
    ...(responseFormat && { response_format: responseFormat }),
  };
  if (request.temperature !== undefined && (dialect === 'compatible' || TAKES_TEMPERATURE.test(model))) {
    body.temperature = Math.min(MAX_TEMPERATURE, Math.max(0, request.temperature));
  }
  return body;
}

type WireFormat = NonNullable<ChatCompletionCreateParamsNonStreaming['response_format']>;

function wireFormat(format: ResponseFormat): WireFormat | undefined {
  if (format.type === 'text') return undefined;
  if (format.type === 'json_object') return { type: 'json_object' };
  // Only objects can be the root there; other schemas are asked for in words alone.
  if (format.schema['type'] !== 'object') return undefined;
  const strict = strictSchema(format.schema);
  const name = format.name.replace(/[^\w-]/g, '_').slice(0, 64) || 'answer';
  return { type: 'json_schema', json_schema: { name, schema: strict ?? format.schema, strict: strict !== undefined } };
}

/** json_object demands the word JSON in the prompt, and compatible servers may ignore `response_format` altogether. */
function instruction(dialect: Dialect, format: ResponseFormat, wire: WireFormat | undefined): string | undefined {
  const native = dialect === 'openai' && wire?.type === 'json_schema';
  return native ? undefined : jsonInstruction(format);
}
