import { invalidField } from '../../errors';
import type { ToolChoice, ToolDefinition } from '../model-provider';
import { choiceAt, isAbsent, listAt, objectAt, textAt } from './fields';
import { readToolSchema } from './read-schema';

export const MAX_TOOLS = 128;
/** What every provider takes as the name of a tool. */
const NAME = /^[\w-]{1,64}$/;
const NO_ARGUMENTS = { type: 'object', properties: {} };

/** Reads OpenAI-shaped tools; an empty list is none. @throws MeshError 422 naming the field, such as `tools[0].function.name`. */
export function readTools(value: unknown, path = 'tools'): ToolDefinition[] | undefined {
  if (isAbsent(value)) return undefined;
  const tools = listAt(value, path, MAX_TOOLS).map((tool, index) => readTool(tool, `${path}[${index}]`));
  const names = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    if (names.has(name)) throw invalidField(`${path}[${index}].function.name`, 'is the name of another tool too');
    names.add(name);
  }
  return tools.length === 0 ? undefined : tools;
}

function readTool(value: unknown, at: string): ToolDefinition {
  const tool = objectAt(value, at);
  choiceAt(tool.type, `${at}.type`, ['function']);
  const { name, description, parameters } = objectAt(tool.function, `${at}.function`);
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalidField(`${at}.function.name`, 'must be 1 to 64 letters, digits, _ or -');
  }
  return {
    name,
    ...(isAbsent(description) ? {} : { description: textAt(description, `${at}.function.description`) }),
    parameters: isAbsent(parameters) ? NO_ARGUMENTS : readToolSchema(parameters, `${at}.function.parameters`),
  };
}

/** Reads an OpenAI-shaped tool choice; one that names a tool must name one of `tools`. */
export function readToolChoice(value: unknown, tools: readonly ToolDefinition[] | undefined, path = 'tool_choice'): ToolChoice | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string') {
    const choice = choiceAt(value, path, ['auto', 'none', 'required']);
    if (choice === 'required' && tools === undefined) throw invalidField(path, 'needs tools to choose from');
    return choice;
  }
  const choice = objectAt(value, path);
  choiceAt(choice.type, `${path}.type`, ['function']);
  const { name } = objectAt(choice.function, `${path}.function`);
  const chosen = tools?.find((tool) => tool.name === name);
  if (chosen === undefined) throw invalidField(`${path}.function.name`, 'must be the name of one of the tools');
  return { name: chosen.name };
}
