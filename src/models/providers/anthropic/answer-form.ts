import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import type { JsonSchema, ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { outputSchema } from './output-schema';

/** How an answer is made to have its format: by the decoder, as the input of a tool of ours, or by asking for it. */
export type AnswerForm = { form: 'text' } | { form: 'native'; schema: JsonSchema } | { form: 'tool'; tool: Tool } | { form: 'words' };

/** The tool whose input is the structured answer, unless the caller has one of that name. */
const ANSWER_TOOL = 'answer';

/** Decided before the call by the traits of the model, the schema, and what the caller wants of its own tools. */
export function answerForm(traits: ModelTraits, request: ModelRequest): AnswerForm {
  const { format, toolChoice = 'auto' } = request;
  if (format.type === 'text') return { form: 'text' };
  if (format.type === 'json_object' || traits.jsonSchema === 'words') return { form: 'words' };
  const schema = traits.jsonSchema === 'native' ? outputSchema(format.schema) : undefined;
  if (schema !== undefined) return { form: 'native', schema };
  // Where a tool of the caller must be called, no answer is due yet.
  if (hasTools(request) && toolChoice !== 'auto' && toolChoice !== 'none') return { form: 'text' };
  // Only objects can be a tool's input.
  if (format.schema['type'] !== 'object') return { form: 'words' };
  const input = { ...format.schema, type: 'object' as const };
  return { form: 'tool', tool: { name: freeName(request), description: `Gives the answer: ${format.name}.`, input_schema: input } };
}

/** The name of the tool that carries the answer; undefined for the other forms. */
export function answerToolOf(form: AnswerForm): string | undefined {
  return form.form === 'tool' ? form.tool.name : undefined;
}

function hasTools({ tools }: ModelRequest): boolean {
  return tools !== undefined && tools.length > 0;
}

function freeName({ tools = [] }: ModelRequest): string {
  let name = ANSWER_TOOL;
  while (tools.some((tool) => tool.name === name)) name = `final_${name}`;
  return name;
}
