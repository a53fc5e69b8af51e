import type { ModelAnswer, ModelRequest, ToolCall, ToolChoice, ToolDefinition } from '../model-provider';
import { InvalidOutput } from './invalid-output';
import { readOutput } from './structured-output';

/** An answer that may be handed on; `json` is set for both JSON formats. */
export interface ReadAnswer extends ModelAnswer {
  json?: unknown;
}

/**
 * The answer as `request` asked for it: JSON valid against its schema, or calls of tools that exist with arguments that are
 * JSON objects.
 * @throws InvalidOutput
 */
export function readAnswer(answer: ModelAnswer, { format, tools = [], toolChoice }: ModelRequest): ReadAnswer {
  const { text, toolCalls = [] } = answer;
  for (const call of toolCalls) {
    const fault = callFault(call, tools);
    if (fault !== undefined) throw new InvalidOutput(text, fault);
  }
  const missing = missingCall(toolCalls, toolChoice);
  if (tools.length > 0 && missing !== undefined) throw new InvalidOutput(text, missing);
  // A model that calls tools has not given its answer yet.
  if (toolCalls.length > 0 || format.type === 'text') return answer;
  const output = readOutput(answer, format);
  switch (output.state) {
    case 'text':
      return answer;
    case 'json':
      return { ...answer, json: output.json };
    case 'cut':
      throw new InvalidOutput(text, undefined);
    case 'invalid':
      throw new InvalidOutput(text, output.fault);
  }
}

/** Some models cannot be held to a choice of tool by their provider. */
function missingCall(calls: readonly ToolCall[], choice: ToolChoice | undefined): string | undefined {
  if (choice === 'required') return calls.length > 0 ? undefined : 'a tool must be called, and none was';
  if (typeof choice !== 'object') return undefined;
  return calls.some(({ name }) => name === choice.name) ? undefined : `the tool ${choice.name} must be called, and was not`;
}

function callFault(call: ToolCall, tools: readonly ToolDefinition[]): string | undefined {
  if (!tools.some(({ name }) => name === call.name)) return `there is no tool ${JSON.stringify(call.name)}`;
  return isJsonObject(call.arguments) ? undefined : `the arguments for the tool ${call.name} are not a JSON object`;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
