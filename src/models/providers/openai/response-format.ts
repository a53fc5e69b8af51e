import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ModelRequest, ResponseFormat } from '../../model-provider';
import { jsonInstruction } from '../json-instruction';
import type { ChatTarget } from './dialect';
import { strictSchema } from './strict-schema';

type WireFormat = NonNullable<ChatCompletionCreateParams['response_format']>;

/** `response_format` as the server takes it for this request; undefined where words must do. */
export function wireFormat({ dialect, model, traits, stream }: ChatTarget, { format, tools }: ModelRequest): WireFormat | undefined {
  if (format.type === 'text' || (stream && !dialect.formatInStreams)) return undefined;
  if (!dialect.formatWithTools && (tools?.length ?? 0) > 0) return undefined;
  // Only objects can be the root there; other schemas are asked for in words alone.
  if (format.type === 'json_schema' && format.schema['type'] !== 'object') return undefined;
  if (format.type === 'json_object' || traits.jsonSchema !== 'native') return dialect.jsonObject ? { type: 'json_object' } : undefined;
  const strict = dialect.strict(model) ? strictSchema(format.schema) : undefined;
  const name = format.name.replace(/[^\w-]/g, '_').slice(0, 64) || 'answer';
  return { type: 'json_schema', json_schema: { name, schema: strict ?? format.schema, strict: strict !== undefined } };
}

/** What must be said in words: json_object demands the word JSON in the prompt, and a server may not heed a schema. */
export function formatInWords({ dialect }: ChatTarget, format: ResponseFormat, wire: WireFormat | undefined): string | undefined {
  const strict = wire?.type === 'json_schema' && wire.json_schema.strict === true;
  const held = wire?.type === 'json_schema' && (dialect.heedsSchema === 'always' || (dialect.heedsSchema === 'strict' && strict));
  return held ? undefined : jsonInstruction(format);
}
