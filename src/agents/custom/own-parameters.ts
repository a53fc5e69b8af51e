import { invalidField } from '../../errors';
import { compileSchema, readAnswerSchema, type JsonSchema } from '../../models';
import type { AgentConfig, AgentExample } from '../../networks';

/**
 * The schema that a custom agent's answers follow, undefined where it is not configured to have one.
 * @throws MeshError invalid, naming `<path>parameters.output_schema`, when it is no JSON Schema of an object.
 */
export function outputSchemaOf({ parameters }: AgentConfig, path = ''): JsonSchema | undefined {
  if (parameters.outputSchema === undefined) return undefined;
  const field = `${path}parameters.output_schema`;
  const schema = readAnswerSchema(parameters.outputSchema, field);
  if (schema.type !== 'object') throw invalidField(field, 'must describe an object: its type must be "object"');
  return schema;
}

/** A pattern and a text from the same hand may keep the process busy for hours: examples are not held to one. */
const HAS_PATTERNS = /"pattern(?:Properties)?":/;

/**
 * Refuses parameters that a custom agent can do nothing with: a schema that is none, examples that do not follow it.
 * @throws MeshError invalid, naming the field below `path`.
 */
export function checkOwnParameters(agent: AgentConfig, path: string): void {
  const schema = outputSchemaOf(agent, path);
  for (const [index, { answer }] of (agent.parameters.examples ?? []).entries()) {
    const field = `${path}parameters.examples[${index}].answer`;
    if (schema === undefined) {
      if (typeof answer !== 'string') throw invalidField(field, 'must be text where the agent has no output_schema');
    } else if (!HAS_PATTERNS.test(JSON.stringify(schema))) {
      const fault = compileSchema(schema).faultOf(answer);
      if (fault !== undefined) throw invalidField(field, `does not follow output_schema: ${fault}`);
    }
  }
}

/** Examples as a part of the instructions; nothing where there are none. */
export function exampleInstructions(examples: readonly AgentExample[] = []): string[] {
  if (examples.length === 0) return [];
  const told = examples.map(({ task, answer }) => `Task: ${task}\nAnswer: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`);
  return [`Examples of your work, for its form and its tone; what they say holds for them alone:\n\n${told.join('\n\n')}`];
}
