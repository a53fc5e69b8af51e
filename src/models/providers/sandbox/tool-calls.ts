import type { ModelMessage, ModelRequest, ToolCall, ToolDefinition } from '../../model-provider';
import { fittedValue, seedOf } from './fitted-value';
import { goalOf } from './words';

/**
 * The calls the sandbox makes. A named tool is called; `required` calls the tools that the last thing the user said mentions
 * by name, or else the first; `auto` calls those that it mentions, once: not when a result has come in since.
 */
export function sandboxCalls(request: ModelRequest): ToolCall[] {
  return chosenTools(request).map((tool, index) => {
    const seed = seedOf(request, tool.parameters, tool.name, index);
    return { id: `call_${seed.slice(0, 24)}`, name: tool.name, arguments: JSON.stringify(fittedValue(request, tool.parameters, seed)) };
  });
}

function chosenTools({ tools = [], toolChoice = 'auto', messages }: ModelRequest): ToolDefinition[] {
  if (typeof toolChoice === 'object') return tools.filter(({ name }) => name === toolChoice.name).slice(0, 1);
  const goal = goalOf(messages).toLowerCase();
  const mentioned = tools.filter(({ name }) => goal.includes(name.toLowerCase()));
  switch (toolChoice) {
    case 'none':
      return [];
    case 'required':
      return mentioned.length > 0 ? mentioned : tools.slice(0, 1);
    case 'auto':
      return hasResult(messages) ? [] : mentioned;
  }
}

/** Whether a tool has answered since the user last spoke. */
function hasResult(messages: readonly ModelMessage[]): boolean {
  return messages.findLastIndex(({ role }) => role === 'tool') > messages.findLastIndex(({ role }) => role === 'user');
}
