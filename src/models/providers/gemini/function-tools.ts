import { FunctionCallingMode } from '@google/generative-ai';
import type { JsonSchema, ModelRequest, ToolDefinition } from '../../model-provider';
import { takesJsonSchema } from './generation';
import { offersTools } from './json-answer';
import { geminiJsonSchema } from './json-schema';
import { responseSchema } from './response-schema';
import type { WireFunction, WireRequest } from './wire';

/** The part of the request that speaks of tools. Without a choice of tools none are declared: JSON answers may forbid them. */
export function functionTools(model: string, request: ModelRequest): Pick<WireRequest, 'tools' | 'toolConfig'> {
  const { tools = [], toolChoice = 'auto' } = request;
  if (!offersTools(request)) return {};
  const declared = { tools: [{ functionDeclarations: tools.map((tool) => declaration(model, tool)) }] };
  if (toolChoice === 'auto' || toolChoice === 'none') return declared;
  const allowed = toolChoice === 'required' ? {} : { allowedFunctionNames: [toolChoice.name] };
  return { ...declared, toolConfig: { functionCallingConfig: { mode: FunctionCallingMode.ANY, ...allowed } } };
}

/** Parameters that cannot be declared are told in words. */
function declaration(model: string, { name, description = '', parameters }: ToolDefinition): WireFunction {
  if (isEmpty(parameters)) return { name, description };
  const schema = takesJsonSchema(model) ? geminiJsonSchema(parameters) : responseSchema(parameters);
  if (schema === undefined) return { name, description: `${description}\nArguments (JSON Schema): ${JSON.stringify(parameters)}`.trim() };
  return { name, description, ...(takesJsonSchema(model) ? { parametersJsonSchema: schema } : { parameters: schema }) };
}

/** For a function without parameters the field is left out, says the reference. */
function isEmpty({ properties, additionalProperties, $ref }: JsonSchema): boolean {
  const none = typeof properties !== 'object' || properties === null || Object.keys(properties).length === 0;
  return none && $ref === undefined && (additionalProperties === undefined || additionalProperties === false);
}
