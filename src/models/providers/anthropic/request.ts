import type { Tool, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { messageText } from '../../message-text';
import type { ModelRequest } from '../../model-provider';
import { jsonInstruction, withInstruction } from '../json-instruction';
import { takesSamplingAndForcedTools } from './model-traits';

/** The tool whose input is the structured answer. */
export const ANSWER_TOOL = 'answer';

/** The older models' upper end; ours is 2. */
const MAX_TEMPERATURE = 1;

/** The body of `POST /v1/messages`. A JSON Schema travels as the input schema of a tool, forced where the model allows that. */
export function anthropicRequest(model: string, request: ModelRequest): MessageCreateParamsNonStreaming {
  const tool = answerTool(request);
  const forced = takesSamplingAndForcedTools(model);
  const system = withInstruction(request.system, instruction(request, tool !== undefined, forced));
  const body: MessageCreateParamsNonStreaming & { temperature?: number } = {
    model,
    max_tokens: request.maxTokens,
    messages: request.messages.map((message) => ({ role: message.role as 'user', content: messageText(message) })),
    ...(system === undefined ? {} : { system }),
    ...(tool && {
      tools: [tool],
      tool_choice: forced ? { type: 'tool', name: ANSWER_TOOL } : { type: 'auto', disable_parallel_tool_use: true },
    }),
  };
  if (request.temperature !== undefined && forced) body.temperature = Math.min(MAX_TEMPERATURE, Math.max(0, request.temperature));
  return body;
}

/** Only objects can be a tool's input; other schemas are asked for in words. */
function answerTool({ format }: ModelRequest): Tool | undefined {
  if (format.type !== 'json_schema' || format.schema['type'] !== 'object') return undefined;
  return { name: ANSWER_TOOL, description: `Gives the answer: ${format.name}.`, input_schema: { ...format.schema, type: 'object' } };
}

function instruction({ format }: ModelRequest, hasTool: boolean, forced: boolean): string | undefined {
  if (!hasTool) return jsonInstruction(format);
  return forced ? undefined : `Answer by calling the tool "${ANSWER_TOOL}" once, with the whole answer as its input and no other text.`;
}
