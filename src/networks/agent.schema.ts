import { anyObject, choice, count, either, id, list, named, number, object, orNull, page, text, time } from '../openapi';

/** An agent as clients see it. */
export const AGENT = named(
  'Agent',
  object({
    agent_id: id('agent'),
    network_id: id('network'),
    name: text(undefined, 'Copywriter'),
    type: text('A built-in type, or any other word for a custom agent', 'content'),
    model: orNull(text('Pins its model')),
    description: orNull(text()),
    parameters: object({
      temperature: orNull(number()),
      max_tokens: orNull(count()),
      timeout_seconds: orNull(count()),
      instructions: orNull(text()),
      output_schema: orNull(anyObject('JSON Schema of its answers')),
      examples: list(object({ task: text(), answer: either(text(), anyObject()) })),
    }),
    capabilities: list(text(undefined, 'write_copy'), 'What it can do, its type and its configuration together'),
    task_types: list(text(undefined, 'write')),
    max_concurrency: orNull(count('Steps it may work on at a time')),
    status: choice(['active']),
    created_at: time(),
  }),
);

/** All agents of a network. */
export const AGENT_PAGE = page(AGENT);
