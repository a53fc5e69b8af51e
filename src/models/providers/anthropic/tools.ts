import type { Tool, ToolChoice as WireToolChoice } from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest, ToolDefinition } from '../../model-provider';
import type { AnswerForm } from './answer-form';

/** The part of the request that speaks of tools; `instruction` says in words what cannot be demanded. */
export interface ToolFields {
  fields: { tools?: Tool[]; tool_choice?: WireToolChoice };
  instruction?: string;
}

/**
 * The caller's tools, with the answer tool beside them where the answer takes that form. `canForce` is false for models that
 * think by default: they answer a forced choice with a 400, so they are asked in words.
 */
export function toolFields(request: ModelRequest, form: AnswerForm, canForce: boolean): ToolFields {
  const { tools = [], toolChoice = 'auto' } = request;
  const own = tools.map(wireTool);
  if (form.form === 'tool') return answering(form.tool, toolChoice === 'none' ? [] : own, canForce);
  if (own.length === 0) return { fields: {} };
  if (toolChoice === 'auto') return { fields: { tools: own } };
  if (toolChoice === 'none') return { fields: { tools: own, tool_choice: { type: 'none' } } };
  const name = toolChoice === 'required' ? undefined : toolChoice.name;
  if (!canForce)
    return {
      fields: { tools: own },
      instruction: `Call ${name === undefined ? 'one of the tools' : `the tool "${name}"`} now, without any other answer.`,
    };
  return { fields: { tools: own, tool_choice: name === undefined ? { type: 'any' } : { type: 'tool', name } } };
}

/** With tools of the caller at hand the model chooses between them and the answer; without, it must answer. */
function answering(answer: Tool, own: Tool[], canForce: boolean): ToolFields {
  const tools = [...own, answer];
  if (canForce) {
    const choice: WireToolChoice = own.length > 0 ? { type: 'any' } : { type: 'tool', name: answer.name, disable_parallel_tool_use: true };
    return { fields: { tools, tool_choice: choice } };
  }
  const when = own.length > 0 ? 'Once you need no other tool, answer' : 'Answer';
  const instruction = `${when} by calling the tool "${answer.name}" once, with the whole answer as its input and no other text.`;
  return { fields: { tools, ...(own.length === 0 && { tool_choice: { type: 'auto', disable_parallel_tool_use: true } }) }, instruction };
}

function wireTool({ name, description, parameters }: ToolDefinition): Tool {
  return { name, ...(description !== undefined && { description }), input_schema: { ...parameters, type: 'object' } };
}
