import type { ModelChunk, ModelRequest, ToolCall, ToolDefinition } from '../../src/models/model-provider';

/** Asked by the whole suite. */
export const TEXT: ModelRequest = {
  system: 'Be brief.',
  messages: [{ role: 'user', content: 'secret prompt' }],
  format: { type: 'text' },
  maxTokens: 100,
};

export const SCHEMA = {
  type: 'object',
  properties: { title: { type: 'string', minLength: 3 }, tags: { type: 'array', items: { type: 'string' }, minItems: 1 } },
  required: ['title', 'tags'],
  additionalProperties: false,
};
export const STRUCTURED: ModelRequest = { ...TEXT, format: { type: 'json_schema', name: 'page', schema: SCHEMA } };

export const WEATHER: ToolDefinition = {
  name: 'weather',
  description: 'Tells the weather.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
};
export const CALL: ToolCall = { id: 'call_1', name: 'weather', arguments: '{"city":"Graz"}' };
export const WITH_TOOL: ModelRequest = { ...TEXT, tools: [WEATHER] };

export const NEVER = new AbortController().signal;

/** What a stream yielded, and how it failed if it did. */
export async function drained(stream: AsyncIterable<ModelChunk>): Promise<{ chunks: ModelChunk[]; error?: unknown }> {
  const chunks: ModelChunk[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
    return { chunks };
  } catch (error) {
    return { chunks, error };
  }
}

/** The text in the pieces of a stream. */
export const textIn = (chunks: readonly ModelChunk[]): string => chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');

/** The tool calls in the pieces of a stream. */
export function callsIn(chunks: readonly ModelChunk[]): ToolCall[] {
  const calls: ToolCall[] = [];
  for (const chunk of chunks) {
    if (chunk.type !== 'tool_call') continue;
    const call = (calls[chunk.index] ??= { id: '', name: '', arguments: '' });
    call.id ||= chunk.id ?? '';
    call.name ||= chunk.name ?? '';
    call.arguments += chunk.arguments;
  }
  return calls;
}
